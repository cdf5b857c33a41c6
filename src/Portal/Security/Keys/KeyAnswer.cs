using Microsoft.AspNetCore.Authentication;

namespace Portal.Security.Keys;

/// <summary>What becomes of a key that was sent, made beforehand: recognising one makes nothing new.</summary>
internal static class KeyAnswer
{
    public static readonly Task<AuthenticateResult> Unknown = Refuse("The API key is not known.");

    // What follows is only told to who holds the whole key.
    public static readonly Task<AuthenticateResult> Expired = Refuse("The API key has expired.");
    public static readonly Task<AuthenticateResult> Revoked = Refuse("The API key is revoked.");
    public static readonly Task<AuthenticateResult> Suspended = Refuse("The owner of the API key may not sign in.");

    public static Task<AuthenticateResult> Accept(KeyPrincipal caller) =>
        Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(caller, ApiKeyHandler.SchemeName)));

    private static Task<AuthenticateResult> Refuse(string why) => Task.FromResult(AuthenticateResult.Fail(why));
}
