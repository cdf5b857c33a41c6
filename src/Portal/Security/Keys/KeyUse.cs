using Microsoft.EntityFrameworkCore;
using Portal.Security.Data;

namespace Portal.Security.Keys;

/// <summary>Looks every two seconds for keys that have expired, and writes down once a minute when keys were used last, all of them in one transaction.</summary>
internal sealed class KeyUse(KeyBook keys, IDbContextFactory<SecurityDbContext> contexts, TimeProvider time, ILogger<KeyUse> logger) : LastUseWriter(TimeSpan.FromSeconds(2), 30, time)
{
    public override async Task WriteAsync(CancellationToken cancellationToken)
    {
        var used = keys.All.Where(key => key.Unwritten is not null).Select(key => (key.Row.Id, Use: key.Unwritten!.Value)).ToList();
        if (used.Count == 0)
            return;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            foreach (var (id, (at, from)) in used)
            {
                await db.ApiKeys.Where(key => key.Id == id).ExecuteUpdateAsync(
                    set => set.SetProperty(key => key.LastUsedAt, at).SetProperty(key => key.LastUsedFrom, from), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        foreach (var (id, (at, _)) in used)
            keys.Find(id)?.Written(at); // as it is now: it may have been replaced meanwhile
    }

    protected override void Look() => keys.EndExpired();

    protected override void Failed(Exception exception) => SecurityLog.KeyUseNotWritten(logger, exception);
}
