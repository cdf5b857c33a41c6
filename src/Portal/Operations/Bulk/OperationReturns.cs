using Messaging;
using Portal.Operations.Bulk.Data;
using DeadLetterStatus = Messaging.DeadLetterStatus;

namespace Portal.Operations.Bulk;

/// <summary>
/// Counts replayed dead letters that come back, for the operation that replayed them, whether it still runs or not.
/// Crash window: what the broker had told and was not booked is found at the next start (<see cref="MissedReturns"/>).
/// </summary>
internal sealed class OperationReturns(
    IBroker broker, OperationBook book, OperationRunner runner, MissedReturns missed, TimeProvider time, ILogger<OperationReturns> logger)
    : BackgroundService
{
    private static readonly TimeSpan _gather = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _later = TimeSpan.FromSeconds(5);

    // So that the next start has no more to read than this.
    private static readonly TimeSpan _look = TimeSpan.FromMinutes(10);

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
        await TryAsync(BookAsync, CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var isCounted = await TryAsync(missed.CountAsync, stoppingToken);
                await CountWhatIsHeardAsync(isCounted ? _look : _later, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    private async Task CountWhatIsHeardAsync(TimeSpan forSoLong, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) is var passed && passed < forSoLong)
        {
            var ring = _bell.Next;
            if (!await TryAsync(BookAsync, cancellationToken))
            {
                await Task.Delay(_later, time, cancellationToken);
                continue;
            }

            try
            {
                await ring.WaitAsync(forSoLong - passed, time, cancellationToken);
                await Task.Delay(_gather, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Nothing was heard.
            }
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
            _returned.Add((letter.LastOperation!, ItemChange.Returned(letter)));
        _bell.Ring();
    }

    private async Task BookAsync(CancellationToken cancellationToken)
    {
        List<(string Operation, ItemChange Change)> returned;
        lock (_lock)
            (returned, _returned) = (_returned, []);
        try
        {
            foreach (var group in returned.GroupBy(r => r.Operation))
            {
                foreach (var part in group.Select(r => r.Change).OrderBy(change => change.Id).Chunk(OperationChunk.Size))
                {
                    await book.ReturnedAsync(group.Key, part, cancellationToken);
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

    private async Task<bool> TryAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
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
