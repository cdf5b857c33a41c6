using Microsoft.EntityFrameworkCore;
using Portal.Client.Stock;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>
/// The stock at past times, from the nearest snapshot before and the events since: at most a thousand of these, however long the
/// stream is.
/// </summary>
internal static class PastStock
{
    private const int WalkedAtMost = 2_000;

    /// <summary>Null for a SKU never stocked.</summary>
    public static async Task<StockLevel?> AtAsync(WarehouseDbContext db, string sku, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await GenerationAsync(db, sku, cancellationToken) is not { } generation)
            return null;
        return await AtAsync(db, generation, sku, at.ToUnixTimeMilliseconds(), cancellationToken);
    }

    /// <summary>The stock at these times, which ascend. Few events are walked through once; of many only those around each time are read.</summary>
    public static async Task<IReadOnlyList<StockPoint>> CurveAsync(
        WarehouseDbContext db, string sku, IReadOnlyList<DateTimeOffset> times, CancellationToken cancellationToken)
    {
        if (await GenerationAsync(db, sku, cancellationToken) is not { } generation)
            return [];
        var (from, to) = (times[0].ToUnixTimeMilliseconds(), times[^1].ToUnixTimeMilliseconds());
        var level = await AtAsync(db, generation, sku, from, cancellationToken);
        var (after, until) = await BoundsAsync(db, generation, sku, from, to, cancellationToken);
        var events = await db.StockEvents.AsNoTracking()
            .Where(e => e.Sku == sku && e.Id > after && e.Id <= until && e.At > from && e.At <= to)
            .OrderBy(e => e.Id).Take(WalkedAtMost + 1).ToListAsync(cancellationToken);
        var points = new List<StockPoint>();
        var next = 0;
        foreach (var time in times)
        {
            var until1 = time.ToUnixTimeMilliseconds();
            if (events.Count > WalkedAtMost)
                level = await AtAsync(db, generation, sku, until1, cancellationToken);
            for (; events.Count <= WalkedAtMost && next < events.Count && events[next].At <= until1; next++)
                level.Apply(events[next].Kind, events[next].Quantity);
            points.Add(new StockPoint(time, level.OnHand, level.Reserved));
        }

        return points;
    }

    private static async Task<long?> GenerationAsync(WarehouseDbContext db, string sku, CancellationToken cancellationToken) =>
        await db.ServingLevels.Where(l => l.Sku == sku && l.Events > 0).Select(l => (long?)l.Generation).FirstOrDefaultAsync(cancellationToken);

    private static async Task<StockLevel> AtAsync(WarehouseDbContext db, long generation, string sku, long at, CancellationToken cancellationToken)
    {
        var level = new StockLevel { Sku = sku };
        var snapshot = await db.StockSnapshots.AsNoTracking().Where(s => s.Generation == generation && s.Sku == sku && s.At <= at)
            .OrderByDescending(s => s.At).ThenByDescending(s => s.EventId).FirstOrDefaultAsync(cancellationToken);
        if (snapshot is not null)
            (level.OnHand, level.Reserved, level.LastEvent) = (snapshot.OnHand, snapshot.Reserved, snapshot.EventId);
        var (_, until) = await BoundsAsync(db, generation, sku, at, at, cancellationToken);
        var sums = await db.StockEvents.Where(e => e.Sku == sku && e.Id > level.LastEvent && e.Id <= until && e.At <= at)
            .GroupBy(e => e.Kind)
            .Select(g => new { Kind = g.Key, Quantity = g.Sum(e => (long)e.Quantity) })
            .ToListAsync(cancellationToken);
        foreach (var sum in sums)
            level.Apply(sum.Kind, sum.Quantity);
        return level;
    }

    /// <summary>Numbers of snapshots around a span of time: its events are between them.</summary>
    private static async Task<(long After, long Until)> BoundsAsync(
        WarehouseDbContext db, long generation, string sku, long from, long to, CancellationToken cancellationToken)
    {
        var snapshots = db.StockSnapshots.Where(s => s.Generation == generation && s.Sku == sku);
        var after = await snapshots.Where(s => s.At <= from).OrderByDescending(s => s.At).ThenByDescending(s => s.EventId)
            .Select(s => (long?)s.EventId).FirstOrDefaultAsync(cancellationToken);
        var until = await snapshots.Where(s => s.At > to).OrderBy(s => s.At).ThenBy(s => s.EventId)
            .Select(s => (long?)s.EventId).FirstOrDefaultAsync(cancellationToken);
        return (after ?? 0, until ?? long.MaxValue);
    }
}
