using Messaging;
using Portal.Contracts.Warehouse;
using Portal.Data;
using Portal.Sales.Data;

namespace Portal.Sales;

internal sealed class MarkReadyToShip(ServiceStore<SalesDbContext> store) : IHandler<LabelCreated>
{
    public Task HandleAsync(LabelCreated message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work => work.Apply(
            message.OrderId, OrderFact.LabelCreated, order => order.TrackingNumber = message.TrackingNumber),
        cancellationToken);
}
