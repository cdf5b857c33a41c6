using Microsoft.EntityFrameworkCore;
using Portal.Security.Data;

namespace Portal.Security.Keys;

/// <summary>
/// Looks for keys that have expired, and writes down when keys were used last: behind the requests, once a minute, all of them in one transaction.
/// A crash forgets the last minute's.
/// </summary>
internal sealed class KeyUse(KeyBook keys, IDbContextFactory<SecurityDbContext> contexts, TimeProvider time, ILogger<KeyUse> logger) : BackgroundService
{
    private const int LooksPerWrite = 30;
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(2);

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var used = keys.All.Select(key => (key.Row.Id, Use: key.TakeUse())).Where(key => key.Use is not null).ToList();
        if (used.Count == 0)
            return;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (id, use) in used)
        {
            var (at, from) = use!.Value;
            await db.ApiKeys.Where(key => key.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(key => key.LastUsedAt, at).SetProperty(key => key.LastUsedFrom, from), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_look, time);
        try
        {
            for (var look = 1; await timer.WaitForNextTickAsync(stoppingToken); look++)
            {
                keys.EndExpired();
                if (look % LooksPerWrite == 0)
                    await TryWriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    private async Task TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException) // a time that is not written down is no reason to stop
        {
            SecurityLog.KeyUseNotWritten(logger, exception);
        }
    }
}
