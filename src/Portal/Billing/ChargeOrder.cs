using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Billing.Data;
using Portal.Contracts.Billing;
using Portal.Contracts.Sales;
using Portal.Data;

namespace Portal.Billing;

/// <summary>
/// Charges a placed order. The call to the payment provider is outside the transaction. Crash window: charged and not yet
/// committed; the message comes again and the idempotency key finds the same charge.
/// </summary>
internal sealed class ChargeOrder(ServiceStore<BillingDbContext> store, PaymentGatewayClient payments) : IHandler<OrderPlaced>
{
    public async Task HandleAsync(OrderPlaced message, MessageContext context, CancellationToken cancellationToken)
    {
        if (await store.WasHandledAsync(context, cancellationToken))
            return;
        var names = await ReadBeforeChargingAsync(message, cancellationToken);
        if (names is null)
        {
            // Cancelled before it was charged: nothing to do, but to remember that it was handled.
            await store.HandleOnceAsync(context, _ => Task.CompletedTask, cancellationToken);
            return;
        }

        var charge = await payments.ChargeAsync(message.OrderId, message.Total, message.Currency, message.Card, cancellationToken);
        await store.HandleOnceAsync(
            context,
            work => charge.ChargeId is null
                ? DeclineAsync(work, message, charge.DeclineReason!)
                : InvoiceAsync(work, message, charge.ChargeId, names, cancellationToken),
            cancellationToken);
    }

    /// <summary>The products' names as Billing knows them, or null when the order has been cancelled.</summary>
    private Task<Dictionary<string, string>?> ReadBeforeChargingAsync(OrderPlaced message, CancellationToken cancellationToken) => store.ReadAsync(
        async db =>
        {
            if (await db.CancelledOrders.AnyAsync(o => o.OrderId == message.OrderId, cancellationToken))
                return null;
            var skus = message.Lines.Select(l => l.Sku).ToList();
            return await db.Products.AsNoTracking().Where(p => skus.Contains(p.Sku)).ToDictionaryAsync(p => p.Sku, p => p.Name, cancellationToken);
        },
        cancellationToken);

    private static Task DeclineAsync(Work<BillingDbContext> work, OrderPlaced message, string reason)
    {
        work.Send(new PaymentDeclined(message.OrderId, reason));
        return Task.CompletedTask;
    }

    private static async Task InvoiceAsync(
        Work<BillingDbContext> work,
        OrderPlaced message,
        string chargeId,
        Dictionary<string, string> names,
        CancellationToken cancellationToken)
    {
        var invoice = new Invoice
        {
            OrderId = message.OrderId,
            ChargeId = chargeId,
            TotalMinor = Money.ToMinor(message.Total),
            Currency = message.Currency,
            Lines = [.. message.Lines.Select(l => new InvoiceLine(l.Sku, names.GetValueOrDefault(l.Sku, l.Sku), l.Quantity, l.UnitPrice))],
            ChargedAt = work.Now.ToUnixTimeMilliseconds(),
        };
        work.Db.Invoices.Add(invoice);
        await work.Db.SaveChangesAsync(cancellationToken); // for the number

        if (await work.Db.CancelledOrders.AnyAsync(o => o.OrderId == message.OrderId, cancellationToken))
            work.Send(new RefundOrder(message.OrderId, "Cancelled on request"));
        else
            work.Send(new OrderBilled(message.OrderId, invoice.Number, [.. message.Lines.Select(l => new BilledLine(l.Sku, l.Quantity))]));
    }
}
