using Messaging;
using Portal.Billing.Data;
using Portal.Contracts.Billing;
using Portal.Contracts.Warehouse;
using Portal.Data;

namespace Portal.Billing;

/// <summary>What Warehouse cannot deliver is paid back.</summary>
internal sealed class RefundOutOfStock(ServiceStore<BillingDbContext> store) : IHandler<OutOfStock>
{
    public Task HandleAsync(OutOfStock message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work =>
        {
            work.Send(new RefundOrder(
                message.OrderId, $"Out of stock: {message.Sku}, {message.Requested} wanted, {message.Available} available"));
            return Task.CompletedTask;
        },
        cancellationToken);
}
