using Portal.Client.Operations;
using Portal.Data;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

/// <summary>
/// Books what became of items, in one transaction with the operation's counters. An item is booked once: what waits becomes
/// something, what is done may come back, and everything else stays as it is, however often it is said again.
/// </summary>
internal static class ItemBooking
{
    /// <param name="work">The transaction.</param>
    /// <param name="operation">Its counters are changed; the caller stores it.</param>
    /// <param name="changes">Ascending by dead letter, so that each chunk is read and written once.</param>
    /// <returns>Whether anything was changed.</returns>
    public static bool Book(this Work<OperationsDbContext> work, Operation operation, IEnumerable<ItemChange> changes)
    {
        OperationChunk? chunk = null;
        var changed = false;
        var any = false;
        foreach (var change in changes)
        {
            var index = chunk is null ? -1 : new ChunkItems(chunk.Ids, chunk.States).IndexOf(change.Id);
            if (index < 0)
            {
                if (chunk is not null && changed)
                    work.Save(chunk);
                changed = false;
                chunk = work.FindChunk(operation.Seq, change.Id);
                index = chunk is null ? -1 : new ChunkItems(chunk.Ids, chunk.States).IndexOf(change.Id);
                if (index < 0)
                    continue;
            }

            if (TryBook(work, operation, chunk!, index, change))
                any = changed = true;
        }

        if (chunk is not null && changed)
            work.Save(chunk);
        return any;
    }

    private static bool TryBook(Work<OperationsDbContext> work, Operation operation, OperationChunk chunk, int index, ItemChange change)
    {
        var items = new ChunkItems(chunk.Ids, chunk.States);
        switch (items.Result(index), change.Result)
        {
            case (ItemResult.Waiting, not ItemResult.Waiting):
                chunk.Waiting--;
                Count(operation, change.Result);
                break;
            case (ItemResult.Done, ItemResult.FailedAgain):
                chunk.Done--;
                operation.FailedAgain++;
                break;
            default:
                return false;
        }

        Count(chunk, change.Result);

        // Of this stage, whatever somebody has set the clock to meanwhile.
        var at = change.Result == ItemResult.Done ? Math.Max(change.At, operation.StageAt) : change.At;
        items.Set(index, change.Result, work.ReasonNumber(operation.Seq, change.Words), at);
        return true;
    }

    private static void Count(Operation operation, ItemResult result)
    {
        switch (result)
        {
            case ItemResult.Done:
                operation.Done++;
                break;
            case ItemResult.FailedAgain: // told before it was booked as done
                operation.Done++;
                operation.FailedAgain++;
                break;
            case ItemResult.Skipped:
                operation.Skipped++;
                break;
            default:
                operation.Failed++;
                break;
        }
    }

    private static void Count(OperationChunk chunk, ItemResult result)
    {
        switch (result)
        {
            case ItemResult.Done:
                chunk.Done++;
                break;
            case ItemResult.FailedAgain:
                chunk.FailedAgain++;
                break;
            case ItemResult.Skipped:
                chunk.Skipped++;
                break;
            default:
                chunk.Failed++;
                break;
        }
    }
}
