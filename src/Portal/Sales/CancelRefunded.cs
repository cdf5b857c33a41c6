using Messaging;
using Portal.Client.Orders;
using Portal.Contracts.Billing;
using Portal.Data;
using Portal.Sales.Data;

namespace Portal.Sales;

internal sealed class CancelRefunded(ServiceStore<SalesDbContext> store) : IHandler<OrderRefunded>
{
    public Task HandleAsync(OrderRefunded message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work => work.Apply(
            message.OrderId,
            OrderFact.Refunded,
            order =>
            {
                order.InvoiceNumber ??= message.InvoiceNumber;

                // Too late to cancel it, and whoever looks at it should know.
                order.Failure ??= order.Status is OrderStatus.ReadyToShip ? "Refunded: " + message.Reason : message.Reason;
            }),
        cancellationToken);
}
