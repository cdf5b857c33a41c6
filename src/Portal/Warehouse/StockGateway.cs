using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Client.Stock;
using Portal.Data;
using Portal.Http;
using Portal.Warehouse.Data;
using Portal.Warehouse.Rebuilding;

namespace Portal.Warehouse;

/// <summary>Stock, as pages and REST use it.</summary>
internal sealed class StockGateway(
    ServiceStore<WarehouseDbContext> store, StockDesk desk, StockRebuilds rebuilds, IOptions<WarehouseOptions> options) : IStockGateway
{
    public long LowStockAt => options.Value.Low;

    public async Task<Outcome<Page<StockItem>>> ListAsync(StockFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (page.Limit is < 1 or > PageRequest.MaxLimit)
            return Problem.Invalid("limit", $"must be 1 to {PageRequest.MaxLimit}");
        if (!page.TryAfter(out var after))
            return Cursor.Malformed;
        var query = new StockQuery(filter, LowStockAt);
        var rows = await store.ReadAsync(db => query.RunAsync(db, after, page.Limit + 1, cancellationToken), cancellationToken);
        return page.Of(rows, ToItem, row => query.CursorOf(row).ToString());
    }

    public async Task<StockItem?> FindItemAsync(string sku, CancellationToken cancellationToken) =>
        await FindItemsAsync([sku], cancellationToken) is [var item] ? item : null;

    public async Task<IReadOnlyList<StockItem>> FindItemsAsync(IReadOnlyCollection<string> skus, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync(
            db => db.ServingLevels.AsNoTracking()
                .Where(l => skus.Contains(l.Sku))
                .Select(l => new StockRow
                {
                    Sku = l.Sku,
                    Name = db.Products.Where(p => p.Sku == l.Sku).Select(p => p.Name).FirstOrDefault() ?? l.Sku,
                    OnHand = l.OnHand,
                    Reserved = l.Reserved,
                    LastEvent = l.LastEvent,
                    UpdatedAt = l.UpdatedAt,
                })
                .ToListAsync(cancellationToken),
            cancellationToken);
        return [.. rows.Select(ToItem)];
    }

    public Task<StockView?> FindAsync(string sku, DateTimeOffset? at, CancellationToken cancellationToken) => desk.FindAsync(sku, at, cancellationToken);

    public Task<Outcome<Page<StockEventView>>> HistoryAsync(
        string sku, bool newestFirst, PageRequest page, CancellationToken cancellationToken) =>
        desk.HistoryAsync(sku, page, cancellationToken, newestFirst);

    public Task<IReadOnlyList<StockPoint>> CurveAsync(
        string sku, DateTimeOffset from, DateTimeOffset to, int points, CancellationToken cancellationToken)
    {
        var count = Math.Clamp(points, 2, 200);
        var step = (to - from) / (count - 1);
        List<DateTimeOffset> times = [.. Enumerable.Range(0, count).Select(i => i == count - 1 ? to : from + (step * i))];
        return store.ReadAsync(db => PastStock.CurveAsync(db, sku, times, cancellationToken), cancellationToken);
    }

    public Task<Outcome<StockView>> ReceiveAsync(string sku, StockReceipt receipt, string? by, CancellationToken cancellationToken) =>
        desk.ReceiveAsync(sku, receipt, cancellationToken, by);

    public Task<Outcome<StockView>> AdjustAsync(string sku, StockAdjustment adjustment, string? by, CancellationToken cancellationToken) =>
        desk.AdjustAsync(sku, adjustment, cancellationToken, by);

    public Task<RebuildView?> FindRebuildAsync(CancellationToken cancellationToken) => rebuilds.NewestAsync(cancellationToken);

    public Task<Outcome<RebuildView>> StartRebuildAsync(string? by, CancellationToken cancellationToken) => rebuilds.StartAsync(by, cancellationToken);

    private StockItem ToItem(StockRow row) => new(
        row.Sku,
        row.Name,
        row.OnHand,
        row.Reserved,
        row.OnHand - row.Reserved,
        row.OnHand - row.Reserved <= LowStockAt,
        row.UpdatedAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.UpdatedAt),
        row.LastEvent);
}
