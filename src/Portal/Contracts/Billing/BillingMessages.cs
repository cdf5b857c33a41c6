using Messaging;

namespace Portal.Contracts.Billing;

/// <summary>The order is paid; the lines say what to ship.</summary>
[Event("billing.order-billed.v1", topic: "billing")]
public sealed record OrderBilled(string OrderId, string InvoiceNumber, IReadOnlyList<BilledLine> Lines);

public sealed record BilledLine(string Sku, int Quantity);

/// <summary>The payment provider said no; nothing was charged.</summary>
[Event("billing.payment-declined.v1", topic: "billing")]
public sealed record PaymentDeclined(string OrderId, string Reason);

/// <summary>What was charged has been paid back.</summary>
[Event("billing.order-refunded.v1", topic: "billing")]
public sealed record OrderRefunded(string OrderId, string InvoiceNumber, string Reason);

/// <summary>Billing's note to itself, so that the refund's call to the payment provider has a message of its own to retry.</summary>
[Command("billing.refund-order.v1", queue: "billing")]
public sealed record RefundOrder(string OrderId, string Reason);
