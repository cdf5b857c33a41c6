using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

/// <summary>Forgets operations that ended long ago, and earlier than that what became of each of their items.</summary>
internal sealed class OperationRetention(ServiceStore<OperationsDbContext> store, TimeProvider time)
{
    public static readonly TimeSpan Keep = TimeSpan.FromDays(90);
    public static readonly TimeSpan KeepItems = TimeSpan.FromDays(30);

    // A million items are a thousand chunks of 18 kB: other writers get their turn in between.
    private const int ChunksATime = 200;

    /// <summary>Answers with how many operations were removed, and of how many only the items.</summary>
    public async Task<(int Removed, int Emptied)> SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var emptied = 0;
        var removed = 0;
        foreach (var operation in await EndedBeforeAsync(now - KeepItems, cancellationToken))
        {
            if (await EmptyAsync(operation, cancellationToken))
                emptied++;
        }

        foreach (var operation in await EndedBeforeAsync(now - Keep, cancellationToken))
        {
            removed += await store.WriteAsync(
                work => work.Sql("DELETE FROM operation WHERE Seq = $1 AND IsOver = 1").Run(operation), cancellationToken);
        }

        return (removed, emptied);
    }

    private Task<List<long>> EndedBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var before = time.ToUnixTimeMilliseconds();
        return store.ReadAsync(
            db => db.Operations.AsNoTracking().Where(o => o.IsOver == 1 && o.EndedAt < before).Select(o => o.Seq).ToListAsync(cancellationToken),
            cancellationToken);
    }

    private async Task<bool> EmptyAsync(long operation, CancellationToken cancellationToken)
    {
        const string delete = """
            DELETE FROM operation_chunk WHERE Operation = $1 AND Number IN (SELECT Number FROM operation_chunk WHERE Operation = $1 LIMIT $2)
            """;
        var deleted = 0;
        while (true)
        {
            var some = await store.WriteAsync(
                work =>
                {
                    work.Sql("DELETE FROM operation_reason WHERE Operation = $1").Run(operation);
                    return work.Sql(delete).Run(operation, ChunksATime);
                },
                cancellationToken);
            deleted += some;
            if (some < ChunksATime)
                return deleted > 0;
        }
    }
}
