namespace Portal.Client.Security;

/// <summary>Signs a person in on the HTTP response that renders the sign-in page (a static page, never a circuit).</summary>
public interface ISignInGateway
{
    /// <summary>True when name and password match; the response then carries the session cookie.</summary>
    Task<SignInResult> SignInAsync(string name, [Secret] string password, CancellationToken cancellationToken);

    /// <summary>The same with what the browser answered for a passkey.</summary>
    Task<SignInResult> SignInWithPasskeyAsync([Secret] string credential, CancellationToken cancellationToken);

    Task SignOutAsync(CancellationToken cancellationToken);
}

public enum SignInResult
{
    SignedIn,

    /// <summary>Name or password is wrong; which of the two is not told.</summary>
    Wrong,

    /// <summary>Too many wrong passwords; try again in some minutes.</summary>
    LockedOut,

    /// <summary>The password is right, and an administrator has disabled the account.</summary>
    Disabled,
}
