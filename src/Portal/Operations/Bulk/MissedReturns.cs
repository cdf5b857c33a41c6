using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Operations;
using Portal.Data;
using Portal.Operations.Bulk.Data;
using DeadLetterStatus = Messaging.DeadLetterStatus;

namespace Portal.Operations.Bulk;

/// <summary>
/// Finds the replayed dead letters that came back and were not counted, in the broker's log of changes. Up to which position that was
/// read is stored, after what was found: so none is missed, whatever the clocks say, and what is read twice is counted once.
/// </summary>
internal sealed class MissedReturns(IDeadLetterLog log, ServiceStore<OperationsDbContext> store, OperationBook book, TimeProvider time)
{
    /// <summary>When nothing was replayed for so long, nothing is looked for: whoever hears of a late failure counts it all the same.</summary>
    private static readonly TimeSpan _looksBack = TimeSpan.FromDays(7);

    /// <summary>Counts what came back up to now.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        // Before anything else: what comes behind it is for the next time.
        var newest = await log.PositionAsync(cancellationToken);
        var mark = await store.ReadAsync(db => db.Marks.AsNoTracking().SingleOrDefaultAsync(cancellationToken), cancellationToken);
        var position = mark?.Store == log.StoreId ? mark.Position : 0;
        if (position >= newest)
            return;
        if (await AnyReplaysAsync(cancellationToken))
            await ReadAsync(position, newest, cancellationToken);
        else
            await MarkAsync(newest, cancellationToken);
    }

    private async Task ReadAsync(long position, long until, CancellationToken cancellationToken)
    {
        for (var isEnd = false; position < until && !isEnd;)
        {
            var read = await log.ReadAsync(position, OperationChunk.Size, cancellationToken);
            var returned = read.Changes.Select(change => change.Letter).OfType<DeadLetter>()
                .Where(letter => letter is { Status: DeadLetterStatus.Failed, LastOperation: not null });
            foreach (var group in returned.GroupBy(letter => letter.LastOperation!))
                await book.ReturnedAsync(group.Key, [.. group.Select(ItemChange.Returned)], cancellationToken);
            (position, isEnd) = (read.Position, read.IsEnd);
            await MarkAsync(position, cancellationToken);
        }
    }

    private Task<bool> AnyReplaysAsync(CancellationToken cancellationToken)
    {
        var earliest = (time.GetUtcNow() - _looksBack).ToUnixTimeMilliseconds();
        return store.ReadAsync(
            db => db.Operations.AsNoTracking().AnyAsync(o => o.Kind == OperationKind.Replay && o.UpdatedAt >= earliest, cancellationToken),
            cancellationToken);
    }

    private async Task MarkAsync(long position, CancellationToken cancellationToken) =>
        await store.WriteAsync(work => work.Mark(new OperationMark { Store = log.StoreId, Position = position }), cancellationToken);
}
