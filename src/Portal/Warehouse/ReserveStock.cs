using Messaging;
using Portal.Contracts.Billing;
using Portal.Contracts.Warehouse;
using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>Reserves what a paid order needs, all of it or nothing.</summary>
internal sealed class ReserveStock(ServiceStore<WarehouseDbContext> store) : IHandler<OrderBilled>
{
    public Task HandleAsync(OrderBilled message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work =>
        {
            // Cancelled before Warehouse had heard of it.
            if (work.FindShipment(message.OrderId) is not null)
                return;
            var shortage = FindShortage(work, message);
            work.Add(new Shipment
            {
                OrderId = message.OrderId,
                Status = shortage is null ? ShipmentStatus.Reserved : ShipmentStatus.OutOfStock,
                Lines = [.. message.Lines.Select(l => new ShipmentLine(l.Sku, l.Quantity))],
                UpdatedAt = work.Now.ToUnixTimeMilliseconds(),
            });
            if (shortage is not null)
            {
                work.Send(shortage);
                return;
            }

            foreach (var line in message.Lines)
                work.Append(line.Sku, StockEventKind.Reserved, line.Quantity, message.OrderId, null);
            work.Send(new CreateLabel(message.OrderId));
        },
        cancellationToken);

    private static OutOfStock? FindShortage(Work<WarehouseDbContext> work, OrderBilled message)
    {
        foreach (var line in message.Lines)
        {
            var available = work.FindLevel(line.Sku)?.Available ?? 0;
            if (available < line.Quantity)
                return new OutOfStock(message.OrderId, line.Sku, line.Quantity, (int)available);
        }

        return null;
    }
}
