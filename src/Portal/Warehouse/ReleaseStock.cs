using Messaging;
using Portal.Contracts.Sales;
using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>Releases what a cancelled order had reserved, and remembers the cancellation for what is still on the way.</summary>
internal sealed class ReleaseStock(ServiceStore<WarehouseDbContext> store) : IHandler<OrderCancelled>
{
    public Task HandleAsync(OrderCancelled message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work =>
        {
            var shipment = work.FindShipment(message.OrderId);
            if (shipment is null)
                work.Add(shipment = new Shipment { OrderId = message.OrderId, Lines = [], Status = ShipmentStatus.Cancelled });
            if (shipment.Status is ShipmentStatus.Reserved or ShipmentStatus.Labelled)
            {
                foreach (var line in shipment.Lines)
                    work.Append(line.Sku, StockEventKind.Released, line.Quantity, message.OrderId, message.Reason);
            }

            shipment.Status = ShipmentStatus.Cancelled;
            shipment.UpdatedAt = work.Now.ToUnixTimeMilliseconds();
            work.Save(shipment);
        },
        cancellationToken);
}
