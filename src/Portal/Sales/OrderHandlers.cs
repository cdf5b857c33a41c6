using Messaging;
using Portal.Contracts.Billing;
using Portal.Contracts.Warehouse;
using Portal.Data;
using Portal.Sales.Data;

namespace Portal.Sales;

internal sealed class MarkBilled(ServiceStore<SalesDbContext> store) : IHandler<OrderBilled>
{
    public Task HandleAsync(OrderBilled message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work => work.ApplyAsync(
            message.OrderId, OrderFact.Billed, order => order.InvoiceNumber = message.InvoiceNumber, cancellationToken),
        cancellationToken);
}

internal sealed class CancelDeclined(ServiceStore<SalesDbContext> store) : IHandler<PaymentDeclined>
{
    public Task HandleAsync(PaymentDeclined message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work => work.ApplyAsync(
            message.OrderId, OrderFact.Declined, order => order.Failure ??= "Payment declined: " + message.Reason, cancellationToken),
        cancellationToken);
}

internal sealed class MarkReadyToShip(ServiceStore<SalesDbContext> store) : IHandler<LabelCreated>
{
    public Task HandleAsync(LabelCreated message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work => work.ApplyAsync(
            message.OrderId, OrderFact.LabelCreated, order => order.TrackingNumber = message.TrackingNumber, cancellationToken),
        cancellationToken);
}

internal sealed class CancelRefunded(ServiceStore<SalesDbContext> store) : IHandler<OrderRefunded>
{
    public Task HandleAsync(OrderRefunded message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        work => work.ApplyAsync(
            message.OrderId,
            OrderFact.Refunded,
            order =>
            {
                order.InvoiceNumber ??= message.InvoiceNumber;
                order.Failure ??= message.Reason;
            },
            cancellationToken),
        cancellationToken);
}
