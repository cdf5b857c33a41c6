using Microsoft.AspNetCore.Identity;
using Portal.Client.Security;
using Portal.Security.Data;
using SignInResult = Portal.Client.Security.SignInResult;

namespace Portal.Security;

internal sealed class SignInGateway(SignInManager<PortalUser> signIn) : ISignInGateway
{
    public async Task<SignInResult> SignInAsync(string name, string password, CancellationToken cancellationToken)
    {
        var result = await signIn.PasswordSignInAsync(name, password, isPersistent: false, lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => SignInResult.SignedIn,
            { IsLockedOut: true } => SignInResult.LockedOut,
            _ => SignInResult.Wrong,
        };
    }

    public Task SignOutAsync(CancellationToken cancellationToken) => signIn.SignOutAsync();
}
