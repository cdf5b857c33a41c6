using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Account;

/// <summary>What everybody may do with their own account, and nobody with somebody else's.</summary>
public interface IAccountGateway
{
    /// <summary>Who the caller is; of a program, what its key allows.</summary>
    [Reads]
    Task<Outcome<AccountView>> FindAsync(CancellationToken cancellationToken);

    /// <summary>Whatever is open ends, here, too: sign in with the new one.</summary>
    [Needs(Ability.OwnAccount)]
    Task<Outcome<AccountView>> ChangePasswordAsync([Secret] string? oldPassword, [Secret] string? newPassword, CancellationToken cancellationToken);

    /// <summary>Ends every session, this one, too. Keys go on.</summary>
    [Needs(Ability.OwnAccount)]
    Task<Outcome<AccountView>> SignOutEverywhereAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The first of the two steps to a passkey, for who has signed in just now or says their password: a page that was left open adds no way in. Only
    /// in a request, whose answer has the challenge in a cookie.
    /// </summary>
    [Needs(Ability.OwnAccount)]
    Task<Outcome<PasskeyOptions>> BeginPasskeyAsync([Secret] string? password, CancellationToken cancellationToken);

    /// <summary>Adds what the browser has made; only in a request, whose cookie has the challenge.</summary>
    [Needs(Ability.OwnAccount)]
    Task<Outcome<AccountView>> AddPasskeyAsync(string? name, [Secret] string? credential, CancellationToken cancellationToken);

    [Needs(Ability.OwnAccount)]
    Task<Outcome<AccountView>> RenamePasskeyAsync(string id, string? name, CancellationToken cancellationToken);

    [Needs(Ability.OwnAccount)]
    Task<Outcome<AccountView>> RemovePasskeyAsync(string id, CancellationToken cancellationToken);
}
