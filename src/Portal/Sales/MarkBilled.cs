using Messaging;
using Portal.Contracts.Billing;
using Portal.Data;
using Portal.Sales.Data;

namespace Portal.Sales;

internal sealed class MarkBilled(ServiceStore<SalesDbContext> store) : IHandler<OrderBilled>
{
    public Task HandleAsync(OrderBilled message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work => work.Apply(
            message.OrderId, OrderFact.Billed, order => order.InvoiceNumber = message.InvoiceNumber),
        cancellationToken);
}
