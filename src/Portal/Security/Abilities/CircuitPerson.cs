using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Security.Sessions;

namespace Portal.Security.Abilities;

/// <summary>
/// Made with every circuit, before its first component: tells the scope whose it is, and the page when it is nobody's any more. It
/// then leads to the sign-in page, which says why.
/// </summary>
internal sealed class CircuitPerson : CircuitHandler, IDisposable
{
    private readonly AuthenticationStateProvider _authentication;
    private readonly SessionBook _sessions;
    private IDisposable? _watch;

    public CircuitPerson(CurrentPerson person, AuthenticationStateProvider authentication, SessionBook sessions)
    {
        (_authentication, _sessions) = (authentication, sessions);
        person.IsIn(authentication);

        // Whoever reconnects to a circuit is its person from then on.
        authentication.AuthenticationStateChanged += Watch;
    }

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Watch(_authentication.GetAuthenticationStateAsync());
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _authentication.AuthenticationStateChanged -= Watch;
        _watch?.Dispose();
    }

    private void Watch(Task<AuthenticationState> state)
    {
        if (!state.IsCompletedSuccessfully || state.Result.User.Identity?.IsAuthenticated != true)
            return;
        var session = _sessions.Of(state.Result.User);
        _watch?.Dispose();
        _watch = session.Watch(() => Leave(session));
    }

    private void Leave(Session session)
    {
        var nobody = new ClaimsPrincipal(new ClaimsIdentity([new Claim(SessionWords.Claim, WireName.Of(session.Ending ?? SessionEnding.Unknown))]));
        ((IHostEnvironmentAuthenticationStateProvider)_authentication).SetAuthenticationState(Task.FromResult(new AuthenticationState(nobody)));
    }
}
