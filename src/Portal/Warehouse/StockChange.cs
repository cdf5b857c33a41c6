using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>Appends a stock event and applies it to the projection, in one transaction.</summary>
internal static class StockChange
{
    public static StockLevel Append(
        this Work<WarehouseDbContext> work, string sku, StockEventKind kind, int quantity, string? orderId, string? reason)
    {
        var level = work.FindLevel(sku) ?? new StockLevel { Sku = sku };
        work.Add(new StockEvent
        {
            Sku = sku,
            Kind = kind,
            Quantity = quantity,
            OrderId = orderId,
            Reason = reason,
            At = work.Now.ToUnixTimeMilliseconds(),
        });
        level.Apply(kind, quantity);
        work.Save(level);
        return level;
    }
}
