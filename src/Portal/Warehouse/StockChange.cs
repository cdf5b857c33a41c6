using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>Appends a stock event and applies it to the projection, in one transaction.</summary>
internal static class StockChange
{
    public static StockLevel Append(
        this Work<WarehouseDbContext> work, string sku, StockEventKind kind, int quantity, string? orderId, string? reason, string? by = null)
    {
        var level = work.FindLevel(sku) ?? new StockLevel { Generation = work.Generation(), Sku = sku };
        var at = Math.Max(level.UpdatedAt, work.Now.ToUnixTimeMilliseconds());
        var id = work.Add(new StockEvent
        {
            Sku = sku,
            Kind = kind,
            Quantity = quantity,
            OrderId = orderId,
            Reason = reason,
            At = at,
            By = by,
        });
        level.Apply(kind, quantity, id, at);
        work.Save(level);
        work.KeepSnapshot(level);
        work.Changed(level.ToView());
        return level;
    }
}
