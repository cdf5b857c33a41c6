using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Security;
using Portal.Security.Data;

namespace Portal.Security.Sessions;

/// <summary>
/// Begins and ends sessions: first in <c>portal.db</c>, then in memory. Killed between a commit and the answer, a session has begun that nobody has
/// the cookie of, and ends when it was not used for long enough.
/// </summary>
internal sealed class SessionDesk(SessionBook sessions, IDbContextFactory<SecurityDbContext> contexts, TimeProvider time)
{
    /// <summary>Not used for so long a session is over; as long as the cookie.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>A person has no more at a time: who signs in by a program would fill the memory.</summary>
    public const int MostOfPerson = 100;

    private const int IdBytes = 16;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>At the start, when people are known.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await DeleteEndedAsync(db, cancellationToken);
        foreach (var row in await db.Sessions.AsNoTracking().ToListAsync(cancellationToken))
            sessions.Put(row);
    }

    /// <summary>
    /// Begins one, notes when its person signed in last, and ends the one that the browser had: whose cookie is replaced, nobody can use or end.
    /// Killed before the answer, that one is over in the file, and memory with it.
    /// </summary>
    /// <returns>Its id, for the cookie; null when the person was changed since they were read, and it would be worth nothing.</returns>
    public async Task<string?> BeginAsync(PortalUser user, HttpContext context)
    {
        var now = Now;
        var before = sessions.Find(context.User);
        var row = new StoredSession
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)),
            UserId = user.Id,
            Stamp = user.SecurityStamp ?? "",
            Device = DeviceWords.Of(context.Request.Headers.UserAgent),
            Address = SessionEntry.AddressOf(context),
            BegunAt = now,
            LastSeenAt = now,
        };
        await using (var db = await contexts.CreateDbContextAsync())
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            var asRead = db.Users.Where(person => person.Id == user.Id && person.SecurityStamp == user.SecurityStamp && !person.Disabled);
            if (await asRead.ExecuteUpdateAsync(set => set.SetProperty(person => person.LastSignInAt, now)) == 0)
                return null;
            if (before is not null)
                await db.Sessions.Where(session => session.Id == before.Row.Id).ExecuteDeleteAsync();
            db.Sessions.Add(row);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        // When the browser has the new cookie: its other pages come back with that one.
        if (before is not null)
        {
            context.Response.OnCompleted(() =>
            {
                sessions.End(before.Row.Id, SessionEnding.SignedInAgain);
                return Task.CompletedTask;
            });
        }

        if (!sessions.Put(row))
            return null;
        await EndAsync(sessions.OfPerson(user.Id).OrderByDescending(entry => entry.SeenAt(now)).Skip(MostOfPerson), SessionEnding.TooMany);
        return row.Id;
    }

    public async Task EndAsync(IEnumerable<SessionEntry> ended, SessionEnding why)
    {
        var ids = ended.Select(entry => entry.Row.Id).ToList();
        if (ids.Count == 0)
            return;
        await using (var db = await contexts.CreateDbContextAsync())
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await db.Sessions.Where(session => ids.Contains(session.Id)).ExecuteDeleteAsync();
            await transaction.CommitAsync();
        }

        foreach (var id in ids)
            sessions.End(id, why);
    }

    /// <summary>Writes when sessions were seen last, all in one transaction, and forgets those that are over.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var written = new List<(SessionEntry Entry, long At)>();
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            foreach (var entry in sessions.All)
            {
                if (entry.Unwritten(now) is { } at)
                {
                    written.Add((entry, at));
                    await db.Sessions.Where(session => session.Id == entry.Row.Id).ExecuteUpdateAsync(
                        set => set.SetProperty(session => session.LastSeenAt, at).SetProperty(session => session.Address, entry.Address), cancellationToken);
                }
            }

            await DeleteEndedAsync(db, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        foreach (var (entry, at) in written)
            entry.Written(at);
        foreach (var entry in sessions.All.Where(entry => IsOver(entry.SeenAt(now), now)))
            sessions.End(entry.Row.Id, SessionEnding.Unknown);
    }

    /// <summary>Those that were not used for too long, and those of a stamp that is no more: those ended in memory when it changed.</summary>
    private Task<int> DeleteEndedAsync(SecurityDbContext db, CancellationToken cancellationToken)
    {
        var before = Now - (long)Longest.TotalMilliseconds;
        return db.Sessions
            .Where(session => session.LastSeenAt < before || !db.Users.Any(user => user.Id == session.UserId && user.SecurityStamp == session.Stamp && !user.Disabled))
            .ExecuteDeleteAsync(cancellationToken);
    }

    private static bool IsOver(long seenAt, long now) => seenAt < now - (long)Longest.TotalMilliseconds;
}
