using Messaging;
using Microsoft.EntityFrameworkCore;
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
        async work =>
        {
            // Cancelled before Warehouse had heard of it.
            if (await work.Db.Shipments.AnyAsync(s => s.OrderId == message.OrderId, cancellationToken))
                return;
            var shortage = await FindShortageAsync(work, message, cancellationToken);
            work.Db.Shipments.Add(new Shipment
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
                await work.AppendAsync(line.Sku, StockEventKind.Reserved, line.Quantity, message.OrderId, null, cancellationToken);
            work.Send(new CreateLabel(message.OrderId));
        },
        cancellationToken);

    private static async Task<OutOfStock?> FindShortageAsync(
        Work<WarehouseDbContext> work, OrderBilled message, CancellationToken cancellationToken)
    {
        foreach (var line in message.Lines)
        {
            var available = (await work.LevelAsync(line.Sku, cancellationToken))?.Available ?? 0;
            if (available < line.Quantity)
                return new OutOfStock(message.OrderId, line.Sku, line.Quantity, (int)available);
        }

        return null;
    }
}
