using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Security;
using Portal.Security.Data;
using Portal.Security.Sessions;

namespace Portal.Security.People;

/// <summary>
/// Everybody who may sign in, in memory: what a cookie or a key is worth is asked with each request, and never of the database. It
/// is read at the start and changed after each commit; a crash between the two takes the memory with it. True as long as one
/// process has <c>portal.db</c>: more nodes would have to tell each other of every change.
/// </summary>
internal sealed class PeopleBook(IDbContextFactory<SecurityDbContext> contexts) : IDisposable
{
    private readonly ConcurrentDictionary<string, Entry> _byId = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _oneChange = new(1);

    /// <summary>After a person has changed, for those who keep something of them.</summary>
    public event Action<Person>? Changed;

    public IEnumerable<Person> All => _byId.Values.Select(entry => entry.Person);

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var roles = (await db.UserRoles.Join(db.Roles, u => u.RoleId, r => r.Id, (u, r) => new { u.UserId, r.Name }).ToListAsync(cancellationToken))
            .ToLookup(role => role.UserId, role => role.Name, StringComparer.Ordinal);
        await foreach (var user in db.Users.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            Put(Of(user, roles[user.Id]), SessionEnding.Unknown);
    }

    /// <summary>Reads somebody anew, for when it is not known what has become of them.</summary>
    public Task<Person?> RefreshAsync(string id, SessionEnding why) => ChangeAsync(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync();
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id) is not { } user)
            return null;
        Put(Of(user, await db.UserRoles.Where(role => role.UserId == id).Join(db.Roles, u => u.RoleId, r => r.Id, (u, r) => r.Name).ToListAsync()), why);
        return Find(id);
    });

    /// <summary>One change of people or keys at a time: what it was decided on is still so when it is committed.</summary>
    public async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        await _oneChange.WaitAsync();
        try
        {
            return await change();
        }
        finally
        {
            _oneChange.Release();
        }
    }

    public Person? Find(string? id) => id is not null && _byId.TryGetValue(id, out var entry) ? entry.Person : null;

    public Person? FindByName(string? name) =>
        _byId.Values.FirstOrDefault(entry => string.Equals(entry.Person.Name, name, StringComparison.OrdinalIgnoreCase))?.Person;

    public Session SessionOf(string? id, string stamp)
    {
        if (id is null || !_byId.TryGetValue(id, out var entry))
            return Session.Unknown;
        return entry.Person.Stamp == stamp && !entry.Person.Disabled ? entry.Session : entry.Past ?? Session.Unknown;
    }

    /// <summary>Call after the commit. Where the stamp is another one, whatever was opened with the one before ends.</summary>
    /// <param name="person">As they are now.</param>
    /// <param name="why">What they are told when their session ends by it.</param>
    public void Put(Person person, SessionEnding why)
    {
        _byId.TryGetValue(person.Id, out var before);
        var goesOn = before is not null && before.Person.Stamp == person.Stamp;
        _byId[person.Id] = new Entry(person, goesOn ? before!.Session : new Session(), goesOn ? before!.Past : before?.Session);
        if (!goesOn)
            before?.Session.End(why);
        if (before?.Person != person)
            Changed?.Invoke(person);
    }

    public void Dispose() => _oneChange.Dispose();

    /// <param name="user">As stored.</param>
    /// <param name="roles">The highest counts; without any they may only look.</param>
    public static Person Of(PortalUser user, IEnumerable<string?> roles) => new(
        user.Id,
        user.UserName!,
        roles.MaxBy(role => Roles.Rank(role)) ?? Access.Viewer,
        user.Disabled,
        user.SecurityStamp ?? "");

    /// <param name="Person">As they are.</param>
    /// <param name="Session">What is opened with their present stamp.</param>
    /// <param name="Past">The one before, which says why it ended.</param>
    private sealed record Entry(Person Person, Session Session, Session? Past);
}
