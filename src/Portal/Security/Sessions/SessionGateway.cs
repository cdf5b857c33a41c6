using System.Security.Claims;
using Portal.Client.Account;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Security.Abilities;
using Portal.Security.People;

namespace Portal.Security.Sessions;

internal sealed class SessionGateway(SessionDesk desk, SessionBook sessions, PeopleBook people, CurrentPerson current, TimeProvider time) : ISessionGateway
{
    public async Task<Outcome<Page<SessionView>>> ListAsync(CancellationToken cancellationToken)
    {
        var caller = await current.FindAsync();
        if (Own(caller) is not { } own)
            return Nobody(caller);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var mine = sessions.Find(caller);
        return new Page<SessionView>(
            [.. own.OrderByDescending(entry => entry == mine).ThenByDescending(entry => entry.SeenAt(now)).Select(entry => ToView(entry, mine, now))], null);
    }

    public async Task<Outcome<SessionView>> EndAsync(string id, CancellationToken cancellationToken)
    {
        var caller = await current.FindAsync();
        if (Own(caller) is not { } own)
            return Nobody(caller);
        if (own.FirstOrDefault(entry => entry.Row.Id == id) is not { } session)
            return Problem.NotFound("session", id);
        var view = ToView(session, sessions.Find(caller), time.GetUtcNow().ToUnixTimeMilliseconds());
        await desk.EndAsync([session], SessionEnding.EndedElsewhere);
        return view;
    }

    public async Task<Outcome<EndedSessions>> EndOthersAsync(CancellationToken cancellationToken)
    {
        var caller = await current.FindAsync();
        if (Own(caller) is not { } own)
            return Nobody(caller);
        var mine = sessions.Find(caller);
        var others = own.Where(entry => entry != mine).ToList();
        await desk.EndAsync(others, SessionEnding.EndedElsewhere);
        return new EndedSessions(others.Count);
    }

    private IEnumerable<SessionEntry>? Own(ClaimsPrincipal? caller) =>
        people.Find(caller?.FindFirstValue(ClaimTypes.NameIdentifier)) is { } person ? sessions.OfPerson(person.Id) : null;

    private static Problem Nobody(ClaimsPrincipal? caller) => Problem.NotFound("person", caller?.Identity?.Name ?? "the portal itself");

    private static SessionView ToView(SessionEntry entry, SessionEntry? mine, long now) => new(
        entry.Row.Id, entry.Row.Device, entry.Address, Time(entry.Row.BegunAt), Time(entry.SeenAt(now)), entry.Session.IsOpen, entry == mine);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
