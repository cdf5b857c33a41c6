using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Security.Keys;
using Portal.Security.People;

namespace Portal.Security.Sessions;

/// <summary>Finds the session of a caller; in memory, so that it can be asked with each request and each click.</summary>
internal sealed class SessionBook(PeopleBook people, IOptions<IdentityOptions> identity)
{
    private readonly string _stampClaim = identity.Value.ClaimsIdentity.SecurityStampClaimType;

    /// <summary>
    /// Of somebody who has come in. Callers that are neither people nor keys cannot come from outside: nothing but the cookie, which
    /// <see cref="IsValid"/> looks at, and keys make any.
    /// </summary>
    public Session Of(ClaimsPrincipal caller) => caller switch
    {
        KeyPrincipal key => key.Session,
        _ when caller.FindFirst(_stampClaim) is { } stamp => people.SessionOf(caller.FindFirstValue(ClaimTypes.NameIdentifier), stamp.Value),
        _ => Session.Endless,
    };

    /// <summary>Whether the cookie is of a person as they are now: same password, same role, not sent away since.</summary>
    public bool IsValid(ClaimsPrincipal? cookie) => cookie?.FindFirst(_stampClaim) is not null && !Of(cookie).HasEnded;
}
