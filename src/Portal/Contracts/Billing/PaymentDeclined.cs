using Messaging;

namespace Portal.Contracts.Billing;

/// <summary>The payment provider said no; nothing was charged.</summary>
[Event("billing.payment-declined.v1", topic: "billing")]
public sealed record PaymentDeclined(string OrderId, string Reason);
