using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Portal.Client.Security;
using Portal.Security.Data;
using Portal.Security.People;
using Portal.Security.Sessions;
using SignInResult = Portal.Client.Security.SignInResult;

namespace Portal.Security;

/// <summary>
/// One password is computed for each try, whatever the name, and the words are the same for a name nobody has: who guesses does
/// not learn who there is.
/// </summary>
internal sealed class SignInGateway(
    SignInManager<PortalUser> signIn, WrongPasswords wrong, NobodysPassword nobodys, PeopleBook people, SessionBook sessions, SessionDesk desk) : ISignInGateway
{
    private const int MaxLength = PasswordPolicy.MaxLength;

    private UserManager<PortalUser> Users => signIn.UserManager;

    public async Task<SignInResult> SignInAsync(string name, string password, CancellationToken cancellationToken)
    {
        // Nobody has a longer one: it is not remembered, not looked for, and takes as long as any other.
        if (name.Length > MaxLength || password.Length > MaxLength)
        {
            nobodys.Verify(password[..Math.Min(password.Length, MaxLength)]);
            return SignInResult.Wrong;
        }

        if (!wrong.TryBegin(name))
            return SignInResult.LockedOut;
        var user = await Users.FindByNameAsync(name);
        var right = user?.PasswordHash is null ? nobodys.Verify(password) : await Users.CheckPasswordAsync(user, password);
        if (!right || user is null)
            return wrong.LockedUntil(name) is null ? SignInResult.Wrong : SignInResult.LockedOut;
        wrong.Forget(name);
        if (user.Disabled)
            return SignInResult.Disabled; // told to nobody who has not the right password
        return await EnterAsync(user);
    }

    public async Task<SignInResult> SignInWithPasskeyAsync(string credential, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(credential))
            return SignInResult.Wrong;
        PasskeyAssertionResult<PortalUser> result;
        try
        {
            result = await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return SignInResult.Wrong; // nobody has asked for a challenge in this browser
        }

        if (!result.Succeeded)
            return SignInResult.Wrong;
        if (result.User.Disabled)
            return SignInResult.Disabled;
        if (!await TryCountAsync(result.User, result.Passkey))
            return SignInResult.Wrong;
        return await EnterAsync(result.User);
    }

    /// <summary>A copy of the cookie is worth nothing from then on, and pages that are open elsewhere in the browser end.</summary>
    public async Task SignOutAsync(CancellationToken cancellationToken)
    {
        if (sessions.Find(signIn.Context.User) is { } session)
            await desk.EndAsync([session], SessionEnding.SignedOut);
        await signIn.SignOutAsync();
    }

    /// <summary>
    /// Keeps the passkey's counter, by which a copied one is found out. One change at a time: a passkey that its owner has removed in
    /// this moment would come back by it.
    /// </summary>
    private Task<bool> TryCountAsync(PortalUser user, UserPasskeyInfo passkey) => people.ChangeAsync(async () =>
        await Users.GetPasskeyAsync(user, passkey.CredentialId) is not null && (await Users.AddOrUpdatePasskeyAsync(user, passkey)).Succeeded);

    /// <summary>The cookie carries the stamp that was read with the role: when either changes meanwhile, it is worth nothing.</summary>
    private async Task<SignInResult> EnterAsync(PortalUser user)
    {
        // A password that was hashed with fewer rounds than today's was hashed again just now, which changes the stamp.
        if (people.Find(user.Id)?.Stamp != user.SecurityStamp)
            await people.RefreshAsync(user.Id, SessionEnding.PasswordChanged);
        if (await desk.BeginAsync(user, signIn.Context) is not { } session)
            return SignInResult.Wrong; // what was right when it was compared is so no more
        await signIn.SignInWithClaimsAsync(user, isPersistent: false, [new Claim(SessionBook.Claim, session)]);
        return SignInResult.SignedIn;
    }
}
