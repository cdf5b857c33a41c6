using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Account;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Security.Account;

/// <summary>The caller's own account over REST.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/api/me").WithTags("Me");
        me.MapGet("", GetAsync).WithName("GetMe").WithSummary("Who the caller is, and what their role or key allows.");
        me.MapPost("password", ChangePasswordAsync).WithName("ChangeMyPassword").WithSummary("Changes one's own password; ends what is open, this session, too.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).RequireAbility(Ability.OwnAccount);
        me.MapPost("sign-out-everywhere", SignOutEverywhereAsync).WithName("SignOutEverywhere").WithSummary("Ends each of one's sessions, this one, too. Keys go on.")
            .ProducesProblem(403).RequireAbility(Ability.OwnAccount);
    }

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> GetAsync(IAccountGateway account, CancellationToken cancellationToken) =>
        ToOk(await account.FindAsync(cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        ChangePassword request, IAccountGateway account, CancellationToken cancellationToken) =>
        ToNoContent(await account.ChangePasswordAsync(request.OldPassword, request.NewPassword, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutEverywhereAsync(IAccountGateway account, CancellationToken cancellationToken) =>
        ToNoContent(await account.SignOutEverywhereAsync(cancellationToken));

    private static Results<Ok<AccountView>, ProblemHttpResult> ToOk(Outcome<AccountView> outcome) =>
        outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();

    private static Results<NoContent, ProblemHttpResult> ToNoContent(Outcome<AccountView> outcome) =>
        outcome.Succeeded ? TypedResults.NoContent() : outcome.Problem.ToResult();
}
