using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>Appends a stock event and applies it to the projection, in one transaction.</summary>
internal static class StockChange
{
    public static async Task<StockLevel> AppendAsync(
        this Work<WarehouseDbContext> work,
        string sku,
        StockEventKind kind,
        int quantity,
        string? orderId,
        string? reason,
        CancellationToken cancellationToken)
    {
        var level = await work.LevelAsync(sku, cancellationToken);
        if (level is null)
            work.Db.StockLevels.Add(level = new StockLevel { Sku = sku });
        work.Db.StockEvents.Add(new StockEvent
        {
            Sku = sku,
            Kind = kind,
            Quantity = quantity,
            OrderId = orderId,
            Reason = reason,
            At = work.Now.ToUnixTimeMilliseconds(),
        });
        level.Apply(kind, quantity);
        return level;
    }

    /// <summary>The level as this transaction sees it, what it has added itself included.</summary>
    public static async Task<StockLevel?> LevelAsync(this Work<WarehouseDbContext> work, string sku, CancellationToken cancellationToken) =>
        await work.Db.StockLevels.FindAsync([sku], cancellationToken);
}
