using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Billing.Data;
using Portal.Contracts.Billing;
using Portal.Contracts.Sales;
using Portal.Data;

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
        if (await store.WasHandledAsync(context, cancellationToken))
            return;
        if (!await TryBeginAsync(message, cancellationToken))
        {
            // Cancelled before it was charged: nothing to do, but to remember that it was handled.
            await store.HandleOnceAsync(context, _ => Task.CompletedTask, cancellationToken);
            return;
        }

        var charge = await payments.ChargeAsync(message.OrderId, message.Total, message.Currency, message.Card, cancellationToken);
        await store.HandleOnceAsync(
            context,
            async work =>
            {
                if (charge.ChargeId is null)
                    work.Send(new PaymentDeclined(message.OrderId, charge.DeclineReason!));
                else
                    await InvoiceAsync(work, message, charge.ChargeId, cancellationToken);
                await work.Db.ChargeAttempts.Where(a => a.OrderId == message.OrderId).ExecuteDeleteAsync(cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Notes that the provider is about to be asked. False for an order that was cancelled and never tried.</summary>
    private Task<bool> TryBeginAsync(OrderPlaced message, CancellationToken cancellationToken) => store.WriteAsync(
        async work =>
        {
            if (await work.Db.ChargeAttempts.AnyAsync(a => a.OrderId == message.OrderId, cancellationToken))
                return true;
            if (await work.Db.CancelledOrders.AnyAsync(o => o.OrderId == message.OrderId, cancellationToken))
                return false;
            work.Db.ChargeAttempts.Add(new ChargeAttempt { OrderId = message.OrderId, StartedAt = work.Now.ToUnixTimeMilliseconds() });
            return true;
        },
        cancellationToken);

    private static async Task InvoiceAsync(
        Work<BillingDbContext> work, OrderPlaced message, string chargeId, CancellationToken cancellationToken)
    {
        var skus = message.Lines.Select(l => l.Sku).ToList();
        var names = await work.Db.Products.AsNoTracking().Where(p => skus.Contains(p.Sku))
            .ToDictionaryAsync(p => p.Sku, p => p.Name, cancellationToken);
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
