using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Billing.Data;
using Portal.Contracts.Billing;
using Portal.Data;
using Portal.ThirdParties;

namespace Portal.Billing;

/// <summary>
/// Pays back what an order was charged. Crash window: refunded and not yet committed; the message comes again and the
/// idempotency key finds the same refund.
/// </summary>
internal sealed class RefundCharge(ServiceStore<BillingDbContext> store, PaymentGatewayClient payments) : IHandler<RefundOrder>
{
    public async Task HandleAsync(RefundOrder message, MessageContext context, CancellationToken cancellationToken)
    {
        HandledMessage.Current = context;
        if (await store.WasHandledAsync(context, cancellationToken))
            return;
        var invoice = await store.ReadAsync(
            db => db.Invoices.AsNoTracking().FirstOrDefaultAsync(i => i.OrderId == message.OrderId, cancellationToken), cancellationToken)
            ?? throw new NotChargedException(message.OrderId);
        if (invoice.RefundedAt is null)
            await payments.RefundAsync(message.OrderId, invoice.ChargeId, cancellationToken);
        await store.HandleOnceAsync(
            context,
            async work =>
            {
                var stored = await work.Db.Invoices.FirstAsync(i => i.OrderId == message.OrderId, cancellationToken);
                stored.RefundedAt ??= work.Now.ToUnixTimeMilliseconds();
                work.Send(new OrderRefunded(message.OrderId, stored.Number, message.Reason));
            },
            cancellationToken);
    }
}
