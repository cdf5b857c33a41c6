using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Operations.DeadLetters;

internal static class GroupEndpoints
{
    public static void MapDeadLetterGroups(this RouteGroupBuilder letters)
    {
        letters.MapGet("groups", ListAsync).WithName("ListDeadLetterGroups")
            .WithSummary("Failures by message type, exception and place, the newest first; those that have a dead letter that matches.")
            .WithDescription("'searchedTo' is given when the search ended early: groups whose failures that match are of that time or before may be missing. Go on with 'next', or where there is none with 'to'.");
        letters.MapGet("groups/{id}", GetAsync).WithName("GetDeadLetterGroup").WithSummary("One group of failures.");
        letters.MapPut("groups/{id}/note", NoteAsync).WithName("PutDeadLetterGroupNote").RequireAbility(Ability.ReplayDeadLetters)
            .WithSummary("Writes down what is known about a group, and who looks after it.");
    }

    private static async Task<Results<Ok<Page<DeadLetterGroup>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery page, [AsParameters] DeadLetterFilterQuery query, IDeadLetterGateway letters, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        if (!query.TryRead(out var filter, out var invalid))
            return invalid.ToResult();
        var outcome = await letters.GroupsAsync(filter, page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<DeadLetterGroup>, ProblemHttpResult>> GetAsync(
        string id, IDeadLetterGateway letters, CancellationToken cancellationToken) =>
        await letters.FindGroupAsync(id, cancellationToken) is { } group ? TypedResults.Ok(group) : Problem.NotFound("group", id).ToResult();

    private static async Task<Results<Ok<DeadLetterGroup>, ProblemHttpResult>> NoteAsync(
        string id, GroupNote note, ClaimsPrincipal user, IDeadLetterGateway letters, CancellationToken cancellationToken)
    {
        var outcome = await letters.NoteAsync(id, note, user.Identity?.Name ?? "unknown", cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }
}
