using Portal.Client.Orders;
using Portal.Data;
using Portal.Sales.Data;

namespace Portal.Sales;

internal static class OrderMapping
{
    public static OrderView ToView(this Order order)
    {
        var reached = new Dictionary<OrderStatus, DateTimeOffset> { [OrderStatus.Placed] = Time(order.PlacedAt) };
        Reach(OrderStatus.Billed, order.BilledAt);
        Reach(OrderStatus.ReadyToShip, order.ReadyAt);
        Reach(OrderStatus.Cancelled, order.CancelledAt);
        return new OrderView(
            order.Id,
            order.Customer,
            [.. order.Lines.Select(l => new OrderLineView(l.Sku, l.Name, l.Quantity, l.UnitPrice))],
            Money.FromMinor(order.TotalMinor),
            order.Currency,
            order.Status,
            order.Version,
            Time(order.PlacedAt),
            Time(order.UpdatedAt),
            order.InvoiceNumber,
            order.TrackingNumber,
            order.Failure)
        { ReachedAt = reached };

        void Reach(OrderStatus status, long? at)
        {
            if (at is { } known)
                reached[status] = Time(known);
        }
    }

    private static DateTimeOffset Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
