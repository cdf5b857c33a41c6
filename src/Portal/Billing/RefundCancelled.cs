using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Billing.Data;
using Portal.Contracts.Billing;
using Portal.Contracts.Sales;
using Portal.Data;

namespace Portal.Billing;

/// <summary>What was cancelled is paid back, or not charged in the first place.</summary>
internal sealed class RefundCancelled(ServiceStore<BillingDbContext> store) : IHandler<OrderCancelled>
{
    public Task HandleAsync(OrderCancelled message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        async work =>
        {
            work.Db.CancelledOrders.Add(new CancelledOrder
            {
                OrderId = message.OrderId,
                CancelledAt = work.Now.ToUnixTimeMilliseconds(),
            });
            if (await work.Db.Invoices.AnyAsync(i => i.OrderId == message.OrderId, cancellationToken))
                work.Send(new RefundOrder(message.OrderId, message.Reason));
        },
        cancellationToken);
}
