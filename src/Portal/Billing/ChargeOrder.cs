using Messaging;
using Portal.Billing.Data;
using Portal.Contracts.Billing;
using Portal.Contracts.Sales;
using Portal.Data;
using Portal.ThirdParties;

namespace Portal.Billing;

/// <summary>
/// Charges a placed order. The call to the payment provider is outside the transaction. Crash window: charged and not yet
/// committed; the message comes again and the idempotency key finds the same charge. The order may have been cancelled by
/// then: only an order that was never tried is left uncharged, any other is charged (again: once) and paid back.
/// </summary>
internal sealed class ChargeOrder(ServiceStore<BillingDbContext> store, PaymentGatewayClient payments) : IHandler<OrderPlaced>
{
    public async Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken)
    {
        HandledMessage.Current = context;
        switch (await BeginAsync(message, context, cancellationToken))
        {
            case Beginning.HandledBefore:
                return;
            case Beginning.NothingToCharge:
                await store.HandleOnceAsync(context, static _ => { }, cancellationToken);
                return;
        }

        var charge = await payments.ChargeAsync(message.OrderId, message.Total, message.Currency, message.Card, cancellationToken);
        await store.HandleOnceAsync(
            context,
            work =>
            {
                if (charge.ChargeId is null)
                    work.Send(new PaymentDeclined(message.OrderId, charge.DeclineReason!));
                else
                    WriteInvoice(work, message, charge.ChargeId);
                work.EndCharge(message.OrderId);
            },
            cancellationToken);
    }

    /// <summary>Notes that the provider is about to be asked, unless the order was cancelled and never tried.</summary>
    private Task<Beginning> BeginAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken) => store.WriteAsync(
        work =>
        {
            if (work.WasHandled(context))
                return Beginning.HandledBefore;
            if (work.WasTried(message.OrderId))
                return Beginning.Begun;
            if (work.IsCancelled(message.OrderId))
                return Beginning.NothingToCharge;
            work.BeginCharge(message.OrderId);
            return Beginning.Begun;
        },
        cancellationToken);

    private static void WriteInvoice(Work<BillingDbContext> work, OrderPlaced message, string chargeId)
    {
        var number = work.Add(new Invoice
        {
            OrderId = message.OrderId,
            ChargeId = chargeId,
            TotalMinor = Money.ToMinor(message.Total),
            Currency = message.Currency,
            Lines = [.. message.Lines.Select(l => new InvoiceLine(l.Sku, work.ProductNameOf(l.Sku) ?? l.Sku, l.Quantity, l.UnitPrice))],
            ChargedAt = work.Now.ToUnixTimeMilliseconds(),
        });
        if (work.IsCancelled(message.OrderId))
            work.Send(new RefundOrder(message.OrderId, "Cancelled on request"));
        else
            work.Send(new OrderBilled(message.OrderId, number, [.. message.Lines.Select(l => new BilledLine(l.Sku, l.Quantity))]));
    }

    private enum Beginning
    {
        Begun,
        HandledBefore,
        NothingToCharge,
    }
}
