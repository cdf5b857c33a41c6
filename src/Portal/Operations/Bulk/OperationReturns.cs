using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Operations;
using Portal.Data;
using Portal.Operations.Bulk.Data;
using DeadLetterStatus = Messaging.DeadLetterStatus;

namespace Portal.Operations.Bulk;

/// <summary>
/// Counts replayed dead letters that come back, for the operation that replayed them, whether it still runs or not.
/// Crash window: what the broker had told and was not booked is found at the next start, among what has failed since the time up
/// to which everything had been booked.
/// </summary>
internal sealed class OperationReturns(
    IBroker broker, ServiceStore<OperationsDbContext> store, OperationBook book, OperationRunner runner, TimeProvider time, ILogger<OperationReturns> logger)
    : BackgroundService
{
    /// <summary>Late failures of operations older than this are not looked for after a crash.</summary>
    private static readonly TimeSpan _looksBack = TimeSpan.FromDays(7);
    private static readonly TimeSpan _gather = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _later = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Bell _bell = new();
    private List<(string Operation, ItemChange Change)> _returned = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        broker.DeadLetterChanged += Changed;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        broker.DeadLetterChanged -= Changed;
        await base.StopAsync(cancellationToken);
        await TryBookAsync(CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await TryAsync(() => LookBackAsync(stoppingToken), stoppingToken))
                await Task.Delay(_later, time, stoppingToken);
            while (true)
            {
                var ring = _bell.Next;
                if (!await TryBookAsync(stoppingToken))
                {
                    await Task.Delay(_later, time, stoppingToken);
                    continue;
                }

                await ring.WaitAsync(stoppingToken);
                await Task.Delay(_gather, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    /// <summary>On the broker's thread.</summary>
    private void Changed(DeadLetter letter)
    {
        if (letter.LastOperation is not { } operation || letter.Status is not (DeadLetterStatus.Failed or DeadLetterStatus.Resolved))
            return;
        runner.Ring(operation);
        if (letter.Status == DeadLetterStatus.Failed)
            Add(letter);
    }

    private void Add(DeadLetter letter)
    {
        lock (_lock)
            _returned.Add((letter.LastOperation!, new ItemChange(letter.Id, ItemResult.FailedAgain, null, letter.StatusAt.ToUnixTimeMilliseconds())));
        _bell.Ring();
    }

    private Task<bool> TryBookAsync(CancellationToken cancellationToken) => TryAsync(() => BookAsync(cancellationToken), cancellationToken);

    private async Task BookAsync(CancellationToken cancellationToken)
    {
        List<(string Operation, ItemChange Change)> returned;
        var seenUntil = time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_lock)
            (returned, _returned) = (_returned, []);
        try
        {
            foreach (var group in returned.GroupBy(r => r.Operation))
            {
                foreach (var part in group.Select(r => r.Change).OrderBy(change => change.Id).Chunk(OperationChunk.Size))
                {
                    await book.ReturnedAsync(group.Key, part, seenUntil, cancellationToken);
                    runner.Ring(group.Key);
                }
            }
        }
        catch
        {
            lock (_lock)
                _returned = [.. returned, .. _returned]; // booked twice is booked once
            throw;
        }
    }

    private async Task LookBackAsync(CancellationToken cancellationToken)
    {
        var earliest = (time.GetUtcNow() - _looksBack).ToUnixTimeMilliseconds();
        var since = await store.ReadAsync(
            async db =>
            {
                var replays = db.Operations.AsNoTracking().Where(o => o.Kind == OperationKind.Replay && o.UpdatedAt >= earliest);
                var first = await replays.MinAsync(o => (long?)o.StartedAt, cancellationToken);
                var seen = await db.Set<OperationMark>().AsNoTracking().MaxAsync(m => (long?)m.SeenUntil, cancellationToken);
                return first is null ? null : (long?)Math.Max(first.Value, seen ?? 0);
            },
            cancellationToken);
        if (since is null)
            return;
        const int page = 1000;
        (DateTimeOffset, long)? after = null;
        while (true)
        {
            var letters = await broker.ListDeadLettersAsync(
                new DeadLetterQuery(Status: DeadLetterStatus.Failed, Limit: page, After: after), cancellationToken);
            foreach (var letter in letters.Where(l => l.LastOperation is not null))
                Add(letter);
            if (letters.Count < page || letters[^1].FailedAt.ToUnixTimeMilliseconds() < since)
                return;
            after = (letters[^1].FailedAt, letters[^1].Id);
        }
    }

    private async Task<bool> TryAsync(Func<Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act();
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            // No counter is worth the portal; nothing is lost, it is tried again.
            BulkLog.CountingFailed(logger, e);
            return false;
        }
    }
}
