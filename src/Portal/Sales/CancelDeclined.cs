using Messaging;
using Portal.Contracts.Billing;
using Portal.Data;
using Portal.Sales.Data;

namespace Portal.Sales;

internal sealed class CancelDeclined(ServiceStore<SalesDbContext> store) : IHandler<PaymentDeclined>
{
    public Task HandleAsync(PaymentDeclined message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work => work.Apply(
            message.OrderId, OrderFact.Declined, order => order.Failure ??= "Payment declined: " + message.Reason),
        cancellationToken);
}
