using Messaging;

namespace Portal.Contracts.Billing;

/// <summary>Billing's note to itself, so that the refund's call to the payment provider has a message of its own to retry.</summary>
[Command("billing.refund-order.v1", queue: "billing")]
public sealed record RefundOrder(string OrderId, string Reason);
