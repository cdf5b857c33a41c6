using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Operations;
using Portal.Client.Security;
using Portal.Http;
using Portal.Http.Idempotency;
using Portal.Http.Waiting;

namespace Portal.Operations.Bulk;

/// <summary>Long work on dead letters for programs.</summary>
internal static class OperationEndpoints
{
    public static void MapBulkOperations(this IEndpointRouteBuilder routes)
    {
        var letters = routes.MapGroup("/api/dead-letters").WithTags("Dead letters");
        letters.MapPost("replay", ReplayAsync).RequireAbility(Ability.ReplayDeadLetters).Idempotent().Waits().WithName("ReplayDeadLetters").WithSummary("Replays a selection, or everything that matches; an operation does it.");
        letters.MapPost("archive", ArchiveAsync).RequireAbility(Ability.ReplayDeadLetters).Idempotent().Waits().WithName("ArchiveDeadLetters").WithSummary("Archives a selection, or everything that matches.");
        letters.MapPost("restore", RestoreAsync).RequireAbility(Ability.ReplayDeadLetters).Idempotent().Waits().WithName("RestoreDeadLetters").WithSummary("Takes a selection, or everything that matches, out of the archive.");
        letters.MapPost("delete", DeleteAsync).RequireAbility(Ability.Destroy).Idempotent().Waits().WithName("DeleteDeadLetters").WithSummary("Deletes a selection, or everything that matches, for good.");

        var operations = routes.MapGroup("/api/operations").WithTags("Operations");
        operations.MapGet("", ListAsync).WithName("ListOperations").WithSummary("Operations, newest first, those that are not over before all others.");
        operations.MapGet("{id}", GetAsync).Waits().WithName("GetOperation").WithSummary("One operation.");
        operations.MapGet("{id}/items", ItemsAsync).WithName("ListOperationItems").WithSummary("What became of each dead letter, in the order of the work.");
        operations.MapPost("{id}/pause", PauseAsync).RequireAbility(Ability.ReplayDeadLetters).Idempotent().Waits().WithName("PauseOperation").WithSummary("Lets it wait until it is resumed.");
        operations.MapPost("{id}/resume", ResumeAsync).RequireAbility(Ability.ReplayDeadLetters).Idempotent().Waits().WithName("ResumeOperation").WithSummary("Lets one that was paused or has stopped go on.");
        operations.MapPost("{id}/cancel", CancelAsync).RequireAbility(Ability.ReplayDeadLetters).Idempotent().Waits().WithName("CancelOperation").WithSummary("Ends it; what was done stays done.");
    }

    private static Task<Results<Ok<OperationView>, Accepted<OperationView>, ProblemHttpResult>> ReplayAsync(
        BulkRequest request, HttpContext http, Settling settling, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        StartAsync(OperationKind.Replay, request, http, settling, user, operations, cancellationToken);

    private static Task<Results<Ok<OperationView>, Accepted<OperationView>, ProblemHttpResult>> ArchiveAsync(
        BulkRequest request, HttpContext http, Settling settling, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        StartAsync(OperationKind.Archive, request, http, settling, user, operations, cancellationToken);

    private static Task<Results<Ok<OperationView>, Accepted<OperationView>, ProblemHttpResult>> RestoreAsync(
        BulkRequest request, HttpContext http, Settling settling, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        StartAsync(OperationKind.Restore, request, http, settling, user, operations, cancellationToken);

    private static Task<Results<Ok<OperationView>, Accepted<OperationView>, ProblemHttpResult>> DeleteAsync(
        BulkRequest request, HttpContext http, Settling settling, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        AcceptedAsync(http, settling, operations, operations.DeleteAsync(request.ToStart(OperationKind.Delete), Name(user), cancellationToken));

    private static Task<Results<Ok<OperationView>, Accepted<OperationView>, ProblemHttpResult>> StartAsync(
        OperationKind kind, BulkRequest request, HttpContext http, Settling settling, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        AcceptedAsync(http, settling, operations, operations.StartAsync(request.ToStart(kind), Name(user), cancellationToken));

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
        string id, HttpContext http, Settling settling, IOperationGateway operations, CancellationToken cancellationToken) =>
        await operations.FindAsync(id, cancellationToken) is { } operation
            ? TypedResults.Ok(await settling.UntilAsync(http, operation, IsSettled, token => operations.FindAsync(id, token)))
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

    private static Task<Results<Ok<OperationView>, Accepted<OperationView>, ProblemHttpResult>> PauseAsync(
        string id, HttpContext http, Settling settling, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        AcceptedAsync(http, settling, operations, operations.PauseAsync(id, Name(user), cancellationToken));

    private static Task<Results<Ok<OperationView>, Accepted<OperationView>, ProblemHttpResult>> ResumeAsync(
        string id, HttpContext http, Settling settling, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        AcceptedAsync(http, settling, operations, operations.ResumeAsync(id, Name(user), cancellationToken));

    private static Task<Results<Ok<OperationView>, Accepted<OperationView>, ProblemHttpResult>> CancelAsync(
        string id, HttpContext http, Settling settling, ClaimsPrincipal user, IOperationGateway operations, CancellationToken cancellationToken) =>
        AcceptedAsync(http, settling, operations, operations.CancelAsync(id, Name(user), cancellationToken));

    private static string Name(ClaimsPrincipal user) => user.Identity?.Name ?? "unknown";

    private static async Task<Results<Ok<OperationView>, Accepted<OperationView>, ProblemHttpResult>> AcceptedAsync(
        HttpContext http, Settling settling, IOperationGateway operations, Task<Outcome<OperationView>> asked) => await settling.AnswerAsync(
            http, await asked, operation => "/api/operations/" + operation.Id, IsSettled, operations.FindAsync);

    /// <summary>What is paused or has stopped waits for somebody.</summary>
    private static bool IsSettled(OperationView operation) => operation.State != OperationState.Running;
}
