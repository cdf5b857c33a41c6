using System.Buffers.Text;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Portal.Client.Account;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Security.Abilities;
using Portal.Security.Data;
using Portal.Security.People;
using Portal.Security.Sessions;

namespace Portal.Security.Account;

internal sealed class AccountGateway(
    PeopleDesk desk, PeopleBook people, SessionBook sessions, WrongPasswords wrong, CurrentPerson current, IServiceScopeFactory scopes, TimeProvider time) : IAccountGateway
{
    private const int MaxPasskeyName = 64;
    private const int MostPasskeys = 20;

    /// <summary>So long after signing in nobody is asked for the password again.</summary>
    private static readonly TimeSpan _recent = TimeSpan.FromMinutes(5);

    public async Task<Outcome<AccountView>> FindAsync(CancellationToken cancellationToken)
    {
        if (await current.FindAsync() is not { } caller)
            return Problem.NotFound("person", "the portal itself");
        if (caller.FindFirstValue(KeyClaims.Id) is { } key)
        {
            return new AccountView(
                caller.Identity!.Name!, caller.FindFirstValue(ClaimTypes.Role)!, false, [], key, caller.FindFirstValue(KeyClaims.Owner),
                [.. Access.Scopes.Where(scope => caller.HasClaim(KeyClaims.Scope, WireName.Of(scope)))]);
        }

        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        return await users.GetUserAsync(caller) is { } user ? await ToViewAsync(users, user) : Problem.NotFound("person", caller.Identity?.Name ?? "");
    }

    public async Task<Outcome<AccountView>> ChangePasswordAsync(string? oldPassword, string? newPassword, CancellationToken cancellationToken)
    {
        if (PasswordPolicy.WhyNot(newPassword) is { } weak)
            return Problem.Invalid("newPassword", weak);
        return await ChangeAsync(SessionEnding.PasswordChanged, async (users, user) =>
        {
            if (desk.IsConfigured(user.UserName!))
                return PeopleDesk.ConfiguredElsewhere(user.UserName!, "password");

            if (await WhyNotAsync(users, user, oldPassword) is { } refusal)
                return Problem.Invalid("oldPassword", refusal);
            await PeopleDesk.SetPasswordAsync(users, user, newPassword!);
            return null;
        });
    }

    public Task<Outcome<AccountView>> SignOutEverywhereAsync(CancellationToken cancellationToken) => ChangeAsync(
        SessionEnding.SignedOutEverywhere,
        async (users, user) =>
        {
            PeopleDesk.Require(await users.UpdateSecurityStampAsync(user));
            return null;
        });

    public async Task<Outcome<PasskeyOptions>> BeginPasskeyAsync(string? password, CancellationToken cancellationToken)
    {
        var caller = await current.FindAsync();
        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<PortalUser>>();
        if (people.Find(caller?.FindFirstValue(ClaimTypes.NameIdentifier)) is not { } person || await signIn.UserManager.FindByIdAsync(person.Id) is not { } user)
            return Problem.NotFound("person", caller?.Identity?.Name ?? "");
        if (!HasJustSignedIn(caller))
        {
            if (string.IsNullOrEmpty(password))
                return Problem.Invalid("password", "is needed: you signed in more than five minutes ago");
            if (await WhyNotAsync(signIn.UserManager, user, password) is { } refusal)
                return Problem.Invalid("password", refusal);
        }

        return new PasskeyOptions(await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id, Name = user.UserName!, DisplayName = user.UserName! }));
    }

    /// <summary>It needs no second look at the password: the challenge it answers was given to nobody else.</summary>
    public async Task<Outcome<AccountView>> AddPasskeyAsync(string? name, string? credential, CancellationToken cancellationToken)
    {
        if (WhyNotName(name) is { } wrongName)
            return Problem.Invalid("name", wrongName);
        if (string.IsNullOrWhiteSpace(credential))
            return Problem.Invalid("credential", "must be what navigator.credentials.create() answered with");
        await using var scope = scopes.CreateAsyncScope();
        PasskeyAttestationResult made;
        try
        {
            made = await scope.ServiceProvider.GetRequiredService<SignInManager<PortalUser>>().PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return Problem.Invalid("credential", "was not asked for in this browser: begin with the options");
        }

        if (!made.Succeeded)
            return Problem.Invalid("credential", "is no passkey that was asked for");
        return await ChangeAsync(SessionEnding.Unknown, async (users, user) =>
        {
            if (made.UserEntity.Id != user.Id)
                return Problem.Invalid("credential", "was asked for by somebody else");
            if ((await users.GetPasskeysAsync(user)).Count >= MostPasskeys)
                return Problem.Conflict("Too many passkeys", $"You have {MostPasskeys}. Remove one first.");
            made.Passkey.Name = name!.Trim();
            PeopleDesk.Require(await users.AddOrUpdatePasskeyAsync(user, made.Passkey));
            return null;
        });
    }

    public async Task<Outcome<AccountView>> RenamePasskeyAsync(string id, string? name, CancellationToken cancellationToken)
    {
        if (WhyNotName(name) is { } wrongName)
            return Problem.Invalid("name", wrongName);
        return await ChangeAsync(SessionEnding.Unknown, async (users, user) =>
        {
            if (await FindAsync(users, user, id) is not { } passkey)
                return Problem.NotFound("passkey", id);
            passkey.Name = name!.Trim();
            PeopleDesk.Require(await users.AddOrUpdatePasskeyAsync(user, passkey));
            return null;
        });
    }

    public Task<Outcome<AccountView>> RemovePasskeyAsync(string id, CancellationToken cancellationToken) => ChangeAsync(
        SessionEnding.Unknown,
        async (users, user) =>
        {
            if (await FindAsync(users, user, id) is not { } passkey)
                return Problem.NotFound("passkey", id);
            PeopleDesk.Require(await users.RemovePasskeyAsync(user, passkey.CredentialId));
            return null;
        });

    public static string? WhyNotName(string? name) =>
        name?.Trim() is { Length: > 0 and <= MaxPasskeyName } given && !given.Any(char.IsControl) ? null : $"must have 1 to {MaxPasskeyName} characters";

    private bool HasJustSignedIn(ClaimsPrincipal? caller) =>
        sessions.Find(caller) is { } session && time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(session.Row.BegunAt) <= _recent;

    /// <summary>A page that somebody left open is no place to guess: tries count as those at the door do.</summary>
    private async Task<string?> WhyNotAsync(UserManager<PortalUser> users, PortalUser user, string? password)
    {
        if (!wrong.TryBegin(user.UserName!))
            return "was wrong too often: try again in some minutes";
        if (password is not { Length: <= PasswordPolicy.MaxLength } || !await users.CheckPasswordAsync(user, password))
            return "is wrong";
        wrong.Forget(user.UserName!);
        return null;
    }

    private static Task<UserPasskeyInfo?> FindAsync(UserManager<PortalUser> users, PortalUser user, string id) =>
        Base64Url.IsValid(id) ? users.GetPasskeyAsync(user, Base64Url.DecodeFromChars(id)) : Task.FromResult<UserPasskeyInfo?>(null);

    private async Task<Outcome<AccountView>> ChangeAsync(SessionEnding why, Func<UserManager<PortalUser>, PortalUser, Task<Problem?>> change)
    {
        var caller = await current.FindAsync();
        AccountView? view = null;
        var outcome = await desk.ChangeAsync(
            people.Find(caller?.FindFirstValue(ClaimTypes.NameIdentifier))?.Id,
            caller?.Identity?.Name ?? "",
            why,
            async (users, user, _) =>
            {
                if (await change(users, user) is { } problem)
                    return problem;
                view = await ToViewAsync(users, user);
                return null;
            });
        return outcome.Succeeded ? view! : outcome.Problem;
    }

    private async Task<AccountView> ToViewAsync(UserManager<PortalUser> users, PortalUser user) => new(
        user.UserName!,
        people.Find(user.Id)?.Role ?? Access.Viewer,
        desk.IsConfigured(user.UserName!),
        [
            .. (await users.GetPasskeysAsync(user)).OrderBy(passkey => passkey.CreatedAt)
                .Select(passkey => new PasskeyView(Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? "Passkey", passkey.CreatedAt)),
        ],
        null,
        null,
        []);
}
