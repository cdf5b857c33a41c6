using Messaging;

namespace Portal.Contracts.Billing;

/// <summary>The order is paid; the lines say what to ship.</summary>
[Event("billing.order-billed.v1", topic: "billing")]
public sealed record OrderBilled(string OrderId, string InvoiceNumber, IReadOnlyList<BilledLine> Lines);
