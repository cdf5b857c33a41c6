using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Portal.Client.Account;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Http;
using Portal.Security.Data;
using SignInResult = Portal.Client.Security.SignInResult;

namespace Portal.Security.Account;

/// <summary>
/// What a browser asks on the way to a passkey, and when it signs in with one. The challenge is in a short-lived, encrypted cookie of
/// Identity's between the two calls.
/// </summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/api/me/passkeys").WithTags("Me").RequireAbility(Ability.OwnAccount).ProducesProblem(403);
        own.MapPost("options", MakeOptionsAsync).WithName("BeginPasskey").WithSummary("What navigator.credentials.create() is called with.").ExcludeFromDescription();
        own.MapPost("", AddAsync).WithName("AddPasskey").WithSummary("Adds what navigator.credentials.create() answered with.").ProducesProblem(400);
        own.MapPut("{id}", RenameAsync).WithName("RenamePasskey").WithSummary("Calls a passkey otherwise.").ProducesProblem(400).ProducesProblem(404);
        own.MapDelete("{id}", RemoveAsync).WithName("RemovePasskey").WithSummary("It signs nobody in any more.").ProducesProblem(404);

        // Beside the sign-in page, and under its limit of tries by address; for that page's script and nobody else, as the options are.
        var door = routes.MapGroup("/sign-in/passkey").AllowAnonymous().ExcludeFromDescription();
        door.MapPost("options", SignInOptionsAsync).WithName("BeginPasskeySignIn").WithSummary("What navigator.credentials.get() is called with.");
        door.MapPost("", SignInAsync).WithName("SignInWithPasskey").WithSummary("Signs in with what navigator.credentials.get() answered with.").ProducesProblem(400);
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> MakeOptionsAsync(
        BeginPasskey request, IAccountGateway account, CancellationToken cancellationToken)
    {
        var outcome = await account.BeginPasskeyAsync(request.Password, cancellationToken);
        return outcome.Succeeded ? Json(outcome.Value.Json) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> AddAsync(AddPasskey request, IAccountGateway account, CancellationToken cancellationToken) =>
        ToOk(await account.AddPasskeyAsync(request.Name, request.Credential, cancellationToken));

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> RenameAsync(
        string id, RenamePasskey request, IAccountGateway account, CancellationToken cancellationToken) =>
        ToOk(await account.RenamePasskeyAsync(id, request.Name, cancellationToken));

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> RemoveAsync(string id, IAccountGateway account, CancellationToken cancellationToken) =>
        ToOk(await account.RemovePasskeyAsync(id, cancellationToken));

    private static async Task<ContentHttpResult> SignInOptionsAsync(SignInManager<PortalUser> signIn) => Json(await signIn.MakePasskeyRequestOptionsAsync(null));

    private static async Task<Results<NoContent, ProblemHttpResult>> SignInAsync(PasskeyCredential request, ISignInGateway door, CancellationToken cancellationToken) =>
        await door.SignInWithPasskeyAsync(request.Credential ?? "", cancellationToken) switch
        {
            SignInResult.SignedIn => TypedResults.NoContent(),
            SignInResult.Disabled => Problem.Forbidden("This account is disabled. Ask an administrator.").ToResult(),
            _ => Problem.Invalid("credential", "This passkey is not known here.").ToResult(),
        };

    private static ContentHttpResult Json(string json) => TypedResults.Content(json, "application/json");

    private static Results<Ok<AccountView>, ProblemHttpResult> ToOk(Outcome<AccountView> outcome) =>
        outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
}

/// <param name="Password">Needed five minutes after signing in.</param>
internal sealed record BeginPasskey([property: Secret] string? Password)
{
    public override string ToString() => nameof(BeginPasskey);
}

/// <param name="Name">1 to 64 characters.</param>
/// <param name="Credential">The credential's <c>toJSON()</c>, as text.</param>
internal sealed record AddPasskey(string? Name, [property: Secret] string? Credential);

/// <param name="Name">1 to 64 characters.</param>
internal sealed record RenamePasskey(string? Name);

/// <param name="Credential">The credential's <c>toJSON()</c>, as text.</param>
internal sealed record PasskeyCredential([property: Secret] string? Credential);
