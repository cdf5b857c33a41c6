using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Security;
using Portal.Http;
using Portal.Http.Idempotency;

namespace Portal.Operations.DeadLetters;

internal static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/api/dead-letters").WithTags("Dead letters");
        letters.MapGet("", ListAsync).WithName("ListDeadLetters").WithSummary("Messages that could not be handled, newest failure first.")
            .WithDescription("A page can hold fewer than asked for, and even none, with a 'next': go on with that. 'searchedTo' then says at which time the search ended.");
        letters.MapGet("counts", CountAsync).WithName("CountDeadLetters").WithSummary("How many match, by status.");
        letters.MapGet("facets", FacetsAsync).WithName("GetDeadLetterFacets").WithSummary("The queues, types and exceptions that occur.");
        letters.MapGet("export", DeadLetterExport.RunAsync).WithName("ExportDeadLetters").WithSummary("Everything that matches, as CSV or as a JSON object a line.")
            .DisableRequestTimeout(); // a million take as long as the reader does
        letters.MapDeadLetterGroups();
        letters.MapGet("{id}", GetAsync).WithName("GetDeadLetter").WithSummary("One dead letter with its message and history.");
        letters.MapGet("{id}/body", BodyAsync).WithName("GetDeadLetterBody").WithSummary("The whole body of the message, as a file.");
        letters.MapPost("{id}/replay", ReplayAsync).WithName("ReplayDeadLetter").RequireAbility(Ability.ReplayDeadLetters).Idempotent()
            .WithSummary("Puts the message back into the queue it failed in, or another; or sends an edited copy in its place.");
        letters.MapPost("{id}/check", CheckAsync).WithName("CheckDeadLetterEdit").RequireAbility(Ability.ReplayDeadLetters)
            .WithSummary("What a replay with this edit would be refused for, and whether its body can be read. Changes nothing.");
        letters.MapPost("{id}/archive", ArchiveAsync).WithName("ArchiveDeadLetter").RequireAbility(Ability.ReplayDeadLetters).Idempotent()
            .WithSummary("Puts it aside, to be deleted after the retention time.");
        letters.MapPost("{id}/restore", RestoreAsync).WithName("RestoreDeadLetter").RequireAbility(Ability.ReplayDeadLetters).Idempotent()
            .WithSummary("Takes it out of the archive.");
        letters.MapDelete("{id}", DeleteAsync).WithName("DeleteDeadLetter").RequireAbility(Ability.Destroy).WithSummary("Deletes it for good.");
    }

    private static async Task<Results<Ok<Page<DeadLetterView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery page, [AsParameters] DeadLetterFilterQuery query, IDeadLetterGateway letters, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        return query.TryRead(out var filter, out var invalid)
            ? Answer(await letters.ListAsync(filter, page.ToRequest(), cancellationToken))
            : invalid.ToResult();
    }

    private static async Task<Results<Ok<DeadLetterCounts>, ProblemHttpResult>> CountAsync(
        [AsParameters] DeadLetterFilterQuery query, IDeadLetterGateway letters, CancellationToken cancellationToken) =>
        query.TryRead(out var filter, out var invalid) ? Answer(await letters.CountAsync(filter, cancellationToken)) : invalid.ToResult();

    private static async Task<Ok<DeadLetterFacets>> FacetsAsync(IDeadLetterGateway letters, CancellationToken cancellationToken) =>
        TypedResults.Ok(await letters.FacetsAsync(cancellationToken));

    private static async Task<Results<Ok<DeadLetterDetail>, ProblemHttpResult>> GetAsync(
        string id, IDeadLetterGateway letters, CancellationToken cancellationToken) =>
        await letters.FindAsync(id, cancellationToken) is { } letter ? TypedResults.Ok(letter) : Missing(id);

    /// <summary>A body is somebody else's: it is downloaded, and never shown as if it were of this site.</summary>
    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> BodyAsync(
        string id, HttpResponse response, IDeadLetterGateway letters, CancellationToken cancellationToken)
    {
        if (await letters.BodyAsync(id, cancellationToken) is not { } body)
            return Missing(id);
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(body, "application/octet-stream", $"dead-letter-{id}.body");
    }

    private static async Task<Results<Accepted<DeadLetterView>, ProblemHttpResult>> ReplayAsync(
        string id, DeadLetterEdit? edit, ClaimsPrincipal user, IDeadLetterGateway letters, CancellationToken cancellationToken)
    {
        var outcome = await letters.ReplayAsync(id, edit, NameOf(user), cancellationToken);
        return outcome.Succeeded
            ? TypedResults.Accepted("/api/dead-letters/" + outcome.Value.Id, outcome.Value)
            : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<EditCheck>, ProblemHttpResult>> CheckAsync(
        string id, DeadLetterEdit edit, IDeadLetterGateway letters, CancellationToken cancellationToken) =>
        Answer(await letters.CheckAsync(id, edit, cancellationToken));

    private static async Task<Results<Ok<DeadLetterView>, ProblemHttpResult>> ArchiveAsync(
        string id, ClaimsPrincipal user, IDeadLetterGateway letters, CancellationToken cancellationToken) =>
        Answer(await letters.ArchiveAsync(id, NameOf(user), cancellationToken));

    private static async Task<Results<Ok<DeadLetterView>, ProblemHttpResult>> RestoreAsync(
        string id, ClaimsPrincipal user, IDeadLetterGateway letters, CancellationToken cancellationToken) =>
        Answer(await letters.RestoreAsync(id, NameOf(user), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, ClaimsPrincipal user, IDeadLetterGateway letters, CancellationToken cancellationToken)
    {
        var outcome = await letters.DeleteAsync(id, NameOf(user), cancellationToken);
        return outcome.Succeeded ? TypedResults.NoContent() : outcome.Problem.ToResult();
    }

    private static string NameOf(ClaimsPrincipal user) => user.Identity?.Name ?? "unknown";

    private static ProblemHttpResult Missing(string id) => Problem.NotFound("dead letter", id).ToResult();

    private static Results<Ok<T>, ProblemHttpResult> Answer<T>(Outcome<T> outcome)
        where T : class => outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
}
