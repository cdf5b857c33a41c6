using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Operations.DeadLetters;

internal static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/api/dead-letters").WithTags("Dead letters");
        letters.MapGet("", ListAsync).WithName("ListDeadLetters").WithSummary("Messages that could not be handled, newest failure first.");
        letters.MapGet("{id}", GetAsync).WithName("GetDeadLetter").WithSummary("One dead letter with its message and history.");
        letters.MapPost("{id}/replay", ReplayAsync).WithName("ReplayDeadLetter").WithSummary("Puts the message back into the queue it failed in.")
            .RequireAbility(Ability.ReplayDeadLetters);
    }

    private static async Task<Results<Ok<Page<DeadLetterView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery page,
        string? queue,
        string? type,
        string? status,
        string? text,
        IDeadLetterGateway letters,
        CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        if (!QueryEnum.TryParse<DeadLetterStatus>(status, "status", out var wanted, out var invalid))
            return invalid.ToResult();
        var outcome = await letters.ListAsync(new DeadLetterFilter(queue, type, wanted, text), page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<DeadLetterDetail>, ProblemHttpResult>> GetAsync(
        string id, IDeadLetterGateway letters, CancellationToken cancellationToken) =>
        await letters.FindAsync(id, cancellationToken) is { } letter
            ? TypedResults.Ok(letter)
            : Problem.NotFound("dead letter", id).ToResult();

    private static async Task<Results<Accepted<DeadLetterView>, ProblemHttpResult>> ReplayAsync(
        string id, DeadLetterEdit? edit, ClaimsPrincipal user, IDeadLetterGateway letters, CancellationToken cancellationToken)
    {
        var outcome = await letters.ReplayAsync(id, edit, user.Identity?.Name ?? "unknown", cancellationToken);
        return outcome.Succeeded
            ? TypedResults.Accepted("/api/dead-letters/" + outcome.Value.Id, outcome.Value)
            : outcome.Problem.ToResult();
    }
}
