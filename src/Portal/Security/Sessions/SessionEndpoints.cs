using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Account;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Security.Sessions;

/// <summary>The caller's own sessions over REST.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/api/me/sessions").WithTags("Me").RequireAbility(Ability.OwnAccount).ProducesProblem(403);
        sessions.MapGet("", ListAsync).WithName("ListSessions").WithSummary("Where the caller is signed in: this session first, then those seen last. All on one page.");
        sessions.MapDelete("{id}", EndAsync).WithName("EndSession").WithSummary("Ends one of one's sessions, and whatever is open in it.").ProducesProblem(404);
        sessions.MapPost("end-others", EndOthersAsync).WithName("EndOtherSessions").WithSummary("Ends all of one's sessions but the one that asks. Keys go on.");
    }

    private static async Task<Results<Ok<Page<SessionView>>, ProblemHttpResult>> ListAsync(ISessionGateway sessions, CancellationToken cancellationToken)
    {
        var outcome = await sessions.ListAsync(cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(string id, ISessionGateway sessions, CancellationToken cancellationToken)
    {
        var outcome = await sessions.EndAsync(id, cancellationToken);
        return outcome.Succeeded ? TypedResults.NoContent() : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<EndedSessions>, ProblemHttpResult>> EndOthersAsync(ISessionGateway sessions, CancellationToken cancellationToken)
    {
        var outcome = await sessions.EndOthersAsync(cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }
}
