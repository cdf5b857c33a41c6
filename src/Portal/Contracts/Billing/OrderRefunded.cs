using Messaging;

namespace Portal.Contracts.Billing;

/// <summary>What was charged has been paid back.</summary>
[Event("billing.order-refunded.v1", topic: "billing")]
public sealed record OrderRefunded(string OrderId, string InvoiceNumber, string Reason);
