using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Account;

/// <summary>Where somebody is signed in: their own sessions, nobody else's, and none for a key.</summary>
public interface ISessionGateway
{
    /// <summary>The one that asks first, then those seen last.</summary>
    [Reads(Ability.OwnAccount)]
    Task<Outcome<Page<SessionView>>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Whatever is open in it ends, from that moment. Answers with the session as it was.</summary>
    [Needs(Ability.OwnAccount)]
    Task<Outcome<SessionView>> EndAsync(string id, CancellationToken cancellationToken);

    /// <summary>Ends all but the one that asks.</summary>
    [Needs(Ability.OwnAccount)]
    Task<Outcome<EndedSessions>> EndOthersAsync(CancellationToken cancellationToken);
}
