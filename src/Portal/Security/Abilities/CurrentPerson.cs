using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Security.Sessions;

namespace Portal.Security.Abilities;

/// <summary>
/// For whom the services of this scope work: the person of the circuit, the caller of the request, or, in neither, the portal
/// itself. It belongs to the scope and does not flow with the execution: what one person's click sets off in another person's
/// circuit is never done in the first one's name. Whoever's session has ended is nobody, from that moment.
/// </summary>
internal sealed class CurrentPerson(IHttpContextAccessor http, SessionBook sessions)
{
    public static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());

    private AuthenticationStateProvider? _circuit;

    /// <summary>From now on this scope is a circuit's.</summary>
    public void IsIn(AuthenticationStateProvider circuit) => _circuit = circuit;

    /// <summary>Null when the portal itself is at work.</summary>
    public async ValueTask<ClaimsPrincipal?> FindAsync()
    {
        var caller = _circuit is null ? http.HttpContext?.User : (await _circuit.GetAuthenticationStateAsync()).User;
        return caller is not null && sessions.Of(caller).HasEnded ? Nobody : caller;
    }
}
