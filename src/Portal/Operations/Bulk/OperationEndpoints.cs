using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Operations;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Operations.Bulk;

/// <summary>Long work on dead letters for programs.</summary>
internal static class OperationEndpoints
{
    public static void MapBulkOperations(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/api/dead-letters").WithTags("Dead letters");
        letters.MapPost("replay", ReplayAsync).RequireAbility(Ability.ReplayDeadLetters).WithName("ReplayDeadLetters").WithSummary("Replays a selection, or everything that matches; an operation does it.");
        letters.MapPost("archive", ArchiveAsync).RequireAbility(Ability.ReplayDeadLetters).WithName("ArchiveDeadLetters").WithSummary("Archives a selection, or everything that matches.");
        letters.MapPost("restore", RestoreAsync).RequireAbility(Ability.ReplayDeadLetters).WithName("RestoreDeadLetters").WithSummary("Takes a selection, or everything that matches, out of the archive.");
        letters.MapPost("delete", DeleteAsync).RequireAbility(Ability.Destroy).WithName("DeleteDeadLetters").WithSummary("Deletes a selection, or everything that matches, for good.");

        var operations = routes.MapGroup("/api/operations").WithTags("Operations");
        operations.MapGet("", ListAsync).WithName("ListOperations").WithSummary("Operations, newest first, those that are not over before all others.");
        operations.MapGet("{id}", GetAsync).WithName("GetOperation").WithSummary("One operation.");
        operations.MapGet("{id}/items", ItemsAsync).WithName("ListOperationItems").WithSummary("What became of each dead letter, in the order of the work.");
        operations.MapPost("{id}/pause", PauseAsync).RequireAbility(Ability.ReplayDeadLetters).WithName("PauseOperation").WithSummary("Lets it wait until it is resumed.");
        operations.MapPost("{id}/resume", ResumeAsync).RequireAbility(Ability.ReplayDeadLetters).WithName("ResumeOperation").WithSummary("Lets one that was paused or has stopped go on.");
        operations.MapPost("{id}/cancel", CancelAsync).RequireAbility(Ability.ReplayDeadLetters).WithName("CancelOperation").WithSummary("Ends it; what was done stays done.");
    }

    private static Task<Results<Accepted<OperationView>, ProblemHttpResult>> ReplayAsync(
        BulkRequest request, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        StartAsync(OperationKind.Replay, request, user, operations, cancellationToken);

    private static Task<Results<Accepted<OperationView>, ProblemHttpResult>> ArchiveAsync(
        BulkRequest request, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        StartAsync(OperationKind.Archive, request, user, operations, cancellationToken);

    private static Task<Results<Accepted<OperationView>, ProblemHttpResult>> RestoreAsync(
        BulkRequest request, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        StartAsync(OperationKind.Restore, request, user, operations, cancellationToken);

    private static Task<Results<Accepted<OperationView>, ProblemHttpResult>> DeleteAsync(
        BulkRequest request, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        AcceptedAsync(operations.DeleteAsync(request.ToStart(OperationKind.Delete), Name(user), cancellationToken));

    private static Task<Results<Accepted<OperationView>, ProblemHttpResult>> StartAsync(
        OperationKind kind, BulkRequest request, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        AcceptedAsync(operations.StartAsync(request.ToStart(kind), Name(user), cancellationToken));

    private static async Task<Results<Ok<Page<OperationView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery page, string? state, IOperationGateway operations, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        if (!QueryEnum.TryParse<OperationState>(state, "state", out var wanted, out var invalid))
            return invalid.ToResult();
        var outcome = await operations.ListAsync(wanted, page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<OperationView>, ProblemHttpResult>> GetAsync(
        string id, IOperationGateway operations, CancellationToken cancellationToken) =>
        await operations.FindAsync(id, cancellationToken) is { } operation
            ? TypedResults.Ok(operation)
            : Problem.NotFound("operation", id).ToResult();

    private static async Task<Results<Ok<Page<OperationItem>>, ProblemHttpResult>> ItemsAsync(
        string id, [AsParameters] PageQuery page, string? result, IOperationGateway operations, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        if (!QueryEnum.TryParse<ItemResult>(result, "result", out var wanted, out var invalid))
            return invalid.ToResult();
        var outcome = await operations.ItemsAsync(id, wanted, page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static Task<Results<Accepted<OperationView>, ProblemHttpResult>> PauseAsync(
        string id, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        AcceptedAsync(operations.PauseAsync(id, Name(user), cancellationToken));

    private static Task<Results<Accepted<OperationView>, ProblemHttpResult>> ResumeAsync(
        string id, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        AcceptedAsync(operations.ResumeAsync(id, Name(user), cancellationToken));

    private static Task<Results<Accepted<OperationView>, ProblemHttpResult>> CancelAsync(
        string id, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        AcceptedAsync(operations.CancelAsync(id, Name(user), cancellationToken));

    private static string Name(ClaimsPrincipal user) => user.Identity?.Name ?? "unknown";

    private static async Task<Results<Accepted<OperationView>, ProblemHttpResult>> AcceptedAsync(Task<Outcome<OperationView>> asked)
    {
        var outcome = await asked;
        return outcome.Succeeded
            ? TypedResults.Accepted("/api/operations/" + outcome.Value.Id, outcome.Value)
            : outcome.Problem.ToResult();
    }
}
