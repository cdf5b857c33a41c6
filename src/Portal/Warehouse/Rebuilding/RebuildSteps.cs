using Microsoft.EntityFrameworkCore;
using Portal.Client.Stock;
using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse.Rebuilding;

/// <summary>
/// The steps of a rebuild: an empty level for every product, then the events in their order, then the change of generations, then the
/// removal of the old one. What is read is read beside the writer; events never change, so what was read is still true.
/// </summary>
internal sealed class RebuildSteps(ServiceStore<WarehouseDbContext> store)
{
    /// <summary>A unit of so many takes some milliseconds: an order that comes meanwhile does not notice.</summary>
    public const int Batch = 1_000;

    /// <summary>Does the next one; false when there is nothing to do.</summary>
    public async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        var (rebuild, projection) = await store.ReadAsync(
            async db => (
                await db.StockRebuilds.AsNoTracking().FirstOrDefaultAsync(r => r.State == RebuildState.Running, cancellationToken),
                await db.StockProjection.AsNoTracking().SingleAsync(cancellationToken)),
            cancellationToken);
        if (rebuild is null || projection.Building is not { } building)
            return await RemoveOldAsync(projection.Generation, cancellationToken);
        if (rebuild.LastSku is { } last)
        {
            await AddProductsAsync(rebuild.Id, building, last, cancellationToken);
            return true;
        }

        // What was there at the beginning, and after that what comes in whole batches; the rest is the last step's.
        var events = await EventsAsync(rebuild.LastEvent, Batch, cancellationToken);
        if (events.Count == Batch || (events.Count > 0 && rebuild.LastEvent < rebuild.Total))
            await ApplyAsync(rebuild.Id, building, events, cancellationToken);
        else
            await FinishAsync(rebuild.Id, building, await DifferencesAsync(projection.Generation, building, cancellationToken), cancellationToken);
        return true;
    }

    private Task<List<StockEvent>> EventsAsync(long after, int max, CancellationToken cancellationToken) => store.ReadAsync(
        db => db.StockEvents.AsNoTracking().Where(e => e.Id > after).OrderBy(e => e.Id).Take(max).ToListAsync(cancellationToken), cancellationToken);

    private Task<bool> AddProductsAsync(long id, long building, string after, CancellationToken cancellationToken) => store.WriteAsync(
        async work =>
        {
            var skus = await work.Db.Products.Where(p => string.Compare(p.Sku, after) > 0).OrderBy(p => p.Sku).Select(p => p.Sku)
                .Take(Batch).ToListAsync(cancellationToken);
            foreach (var sku in skus.Where(sku => work.FindLevel(building, sku) is null))
                work.Save(new StockLevel { Generation = building, Sku = sku });
            await NoteAsync(work, id, rebuild => rebuild.LastSku = skus.Count == Batch ? skus[^1] : null, cancellationToken);
            return true;
        },
        cancellationToken);

    private Task<bool> ApplyAsync(long id, long building, IReadOnlyList<StockEvent> events, CancellationToken cancellationToken) => store.WriteAsync(
        async work =>
        {
            Apply(work, building, events);
            await NoteAsync(work, id, rebuild => rebuild.LastEvent = events[^1].Id, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>The last events and the change of generations, in one transaction: none can come between, for there is one writer.</summary>
    private Task<bool> FinishAsync(long id, long building, long differences, CancellationToken cancellationToken) => store.WriteAsync(
        async work =>
        {
            var rebuild = await work.Db.StockRebuilds.SingleAsync(r => r.Id == id, cancellationToken);
            var events = await work.Db.StockEvents.AsNoTracking().Where(e => e.Id > rebuild.LastEvent).OrderBy(e => e.Id)
                .Take(2 * Batch).ToListAsync(cancellationToken);
            Apply(work, building, events);
            if (events.Count > 0)
                rebuild.LastEvent = events[^1].Id;
            var over = events.Count < 2 * Batch; // else many came just now: another round
            if (over)
            {
                var projection = await work.Db.StockProjection.SingleAsync(cancellationToken);
                (projection.Generation, projection.Building) = (building, null);
                (rebuild.State, rebuild.Differences, rebuild.EndedAt) = (RebuildState.Completed, differences, work.Now.ToUnixTimeMilliseconds());
            }

            Note(work, rebuild);
            return over;
        },
        cancellationToken);

    private static void Apply(Work<WarehouseDbContext> work, long building, IReadOnlyList<StockEvent> events)
    {
        var levels = new Dictionary<string, StockLevel>(StringComparer.Ordinal);
        foreach (var stored in events)
        {
            if (!levels.TryGetValue(stored.Sku, out var level))
                levels[stored.Sku] = level = work.FindLevel(building, stored.Sku) ?? new StockLevel { Generation = building, Sku = stored.Sku };
            level.Apply(stored.Kind, stored.Quantity, stored.Id, stored.At);
            work.KeepSnapshot(level);
        }

        foreach (var level in levels.Values)
            work.Save(level);
    }

    /// <summary>How many SKUs serve another level than their events say. Those that change at this moment are left out.</summary>
    private Task<long> DifferencesAsync(long generation, long building, CancellationToken cancellationToken) => store.ReadAsync(
        async db => await db.StockLevels.LongCountAsync(
            old => old.Generation == generation
                && db.StockLevels.Any(made => made.Generation == building && made.Sku == old.Sku && made.LastEvent == old.LastEvent
                    && (made.OnHand != old.OnHand || made.Reserved != old.Reserved)),
            cancellationToken),
        cancellationToken);

    /// <summary>Removes a part of what served before; false when nothing is left of it.</summary>
    private Task<bool> RemoveOldAsync(long serving, CancellationToken cancellationToken) => store.WriteAsync(
        work =>
        {
            const string old = "WHERE rowid IN (SELECT rowid FROM {0} WHERE Generation < $1 LIMIT $2)";
            var levels = work.Sql("DELETE FROM stock_level " + old.Replace("{0}", "stock_level", StringComparison.Ordinal)).Run(serving, 2 * Batch);
            var snapshots = work.Sql("DELETE FROM stock_snapshot " + old.Replace("{0}", "stock_snapshot", StringComparison.Ordinal)).Run(serving, 2 * Batch);
            return levels + snapshots > 0;
        },
        cancellationToken);

    private static async Task NoteAsync(Work<WarehouseDbContext> work, long id, Action<StockRebuild> change, CancellationToken cancellationToken)
    {
        var rebuild = await work.Db.StockRebuilds.SingleAsync(r => r.Id == id, cancellationToken);
        change(rebuild);
        Note(work, rebuild);
    }

    private static void Note(Work<WarehouseDbContext> work, StockRebuild rebuild)
    {
        rebuild.UpdatedAt = work.Now.ToUnixTimeMilliseconds();
        rebuild.Version++;
        work.Changed(rebuild.ToView());
    }
}
