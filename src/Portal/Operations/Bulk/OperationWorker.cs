using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Operations;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

/// <summary>
/// Carries out one operation, batch after batch: the broker does it, then it is booked.
/// Crash windows: before the broker's commit nothing happened and the batch waits. Between that commit and the booking it waits
/// still and is sent again after the restart; the broker recognises by the operation's id what it has done, and says so without
/// doing it again. So none is forgotten and none is replayed twice.
/// </summary>
internal sealed class OperationWorker(string id, OpenItems items, OperationTools tools)
{
    /// <summary>Between the broker's commit and the booking.</summary>
    public const string CarriedOut = "operation-carried-out";

    private static readonly TimeSpan _firstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(5);

    private TimeSpan _wait = _firstWait;

    /// <summary>Rung when one of its dead letters was handled or came back.</summary>
    public Bell Bell { get; } = new();

    /// <summary>Ends when the operation does not run any more, or with the token.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await WorkAsync(cancellationToken);
                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The disk under operations.db is full, or something nobody thought of: nothing is lost, so go on later.
                BulkLog.WorkerFailed(tools.Logger, e, id);
            }

            try
            {
                await Task.Delay(_longestWait, tools.Time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var operation = await tools.Store.ReadAsync(
            db => db.Operations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancellationToken), cancellationToken);
        var pace = new Pace(operation?.RatePerSecond, tools.Time);
        while (operation is { State: OperationState.Running })
        {
            if (items.Count == 0)
            {
                operation = await tools.Book.RecordAsync(id, [], null, cancellationToken); // books the end, which a crash cut off
                continue;
            }

            var left = CanaryRules.Left(operation);
            operation = left == 0
                ? await tools.Canary.WaitAsync(operation, Bell, cancellationToken)
                : await BatchAsync(operation, pace, left ?? int.MaxValue, cancellationToken);
        }
    }

    private async Task<Operation?> BatchAsync(Operation operation, Pace pace, int left, CancellationToken cancellationToken)
    {
        if (pace.Wait() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, tools.Time, cancellationToken);
        BatchOutcome outcome;
        long[] batch;
        await tools.Turns.WaitAsync(cancellationToken);
        try
        {
            batch = items.Take(Math.Min(pace.Batch, left));

            // Not cancelled any more: what was begun is booked.
            outcome = await tools.Work.DoAsync(operation, batch);
        }
        finally
        {
            tools.Turns.Release();
        }

        FaultPoint.Hit(CarriedOut);
        pace.Took(outcome.Changes.Count);
        if (outcome.IsDown)
            items.PutBack(batch);
        var booked = await BookAsync(operation, outcome);
        if (outcome is { Waits: not null, Changes.Count: 0 })
            await WaitAsync(cancellationToken);
        else
            _wait = _firstWait;
        return booked;
    }

    private async Task<Operation?> BookAsync(Operation operation, BatchOutcome outcome)
    {
        if (outcome.Changes.Count == 0)
            return await tools.Book.SayAsync(operation.Id, outcome.Waits ?? "", CancellationToken.None);
        var booked = await tools.Book.RecordAsync(operation.Id, outcome.Changes, outcome.Waits, CancellationToken.None);
        items.Remove(outcome.Changes.Select(change => change.Id));
        if (booked is null or { IsOver: 1 })
            tools.InHand.Remove(operation.Id);
        return booked;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_wait, tools.Time, cancellationToken);
        _wait = _wait * 2 < _longestWait ? _wait * 2 : _longestWait;
    }
}
