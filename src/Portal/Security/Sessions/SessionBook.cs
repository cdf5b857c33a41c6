using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Client.Security;
using Portal.Security.Data;
using Portal.Security.Keys;
using Portal.Security.People;

namespace Portal.Security.Sessions;

/// <summary>Finds the session of a caller; in memory, so that it can be asked with each request and each click.</summary>
internal sealed class SessionBook
{
    /// <summary>In the cookie: the id of the session.</summary>
    public const string Claim = "portal:session";

    /// <summary>Of so many that have ended it is known why; of those before only that they have.</summary>
    private const int MostEnded = 1_000;

    private readonly ConcurrentDictionary<string, SessionEntry> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Session> _ended = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _endedInOrder = new();
    private readonly PeopleBook _people;
    private readonly string _stampClaim;

    public SessionBook(PeopleBook people, IOptions<IdentityOptions> identity)
    {
        (_people, _stampClaim) = (people, identity.Value.ClaimsIdentity.SecurityStampClaimType);
        people.Changed += PersonChanged;
    }

    public IEnumerable<SessionEntry> All => _open.Values;

    /// <summary>
    /// Of somebody who has come in. Callers that are neither people nor keys cannot come from outside: nothing but the cookie, which
    /// <see cref="IsValid"/> looks at, and keys make any.
    /// </summary>
    public Session Of(ClaimsPrincipal caller) => caller switch
    {
        KeyPrincipal key => key.Session,
        _ when caller.FindFirst(_stampClaim) is { } stamp => Of(caller, stamp.Value),
        _ => Session.Endless,
    };

    /// <summary>Whether the cookie is of a session that goes on, and of a person as they are now: same password, same role, not sent away since.</summary>
    public bool IsValid(ClaimsPrincipal? cookie) => cookie?.FindFirst(_stampClaim) is not null && cookie.FindFirst(Claim) is not null && !Of(cookie).HasEnded;

    /// <summary>Null for a key, and for a session that is over.</summary>
    public SessionEntry? Find(ClaimsPrincipal? caller) => caller?.FindFirst(Claim) is { } id ? _open.GetValueOrDefault(id.Value) : null;

    public IEnumerable<SessionEntry> OfPerson(string id) => _open.Values.Where(entry => entry.Row.UserId == id);

    /// <summary>Call after the commit.</summary>
    /// <returns>Whether it goes on: who changed its person between the commit and now has not found it to end it.</returns>
    public bool Put(StoredSession row)
    {
        _open[row.Id] = new SessionEntry(row);
        if (_people.SessionOf(row.UserId, row.Stamp) is not { HasEnded: true } over)
            return true;
        End(row.Id, over.Ending ?? SessionEnding.Unknown);
        return false;
    }

    /// <summary>Call after the commit. What was opened in it ends.</summary>
    public void End(string id, SessionEnding why)
    {
        if (!_open.TryRemove(id, out var entry))
            return;
        _ended[id] = entry.Session;
        _endedInOrder.Enqueue(id);
        entry.Session.End(why);
        while (_endedInOrder.Count > MostEnded && _endedInOrder.TryDequeue(out var oldest))
            _ended.TryRemove(oldest, out _);
    }

    private Session Of(ClaimsPrincipal caller, string stamp)
    {
        // First what ends all sessions of a person: that counts from the moment it is so, whatever is done about each of them.
        var all = _people.SessionOf(caller.FindFirstValue(ClaimTypes.NameIdentifier), stamp);
        return all.HasEnded || caller.FindFirst(Claim) is not { } id ? all
            : _open.GetValueOrDefault(id.Value)?.Session ?? _ended.GetValueOrDefault(id.Value) ?? Session.Unknown;
    }

    private void PersonChanged(Person person)
    {
        foreach (var entry in OfPerson(person.Id))
        {
            if (_people.SessionOf(person.Id, entry.Row.Stamp) is { HasEnded: true } over)
                End(entry.Row.Id, over.Ending ?? SessionEnding.Unknown);
        }
    }
}
