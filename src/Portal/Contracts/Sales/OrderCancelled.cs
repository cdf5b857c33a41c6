using Messaging;

namespace Portal.Contracts.Sales;

/// <summary>Somebody cancelled the order: what was charged is to be refunded, what was reserved released.</summary>
[Event("sales.order-cancelled.v1", topic: "sales")]
public sealed record OrderCancelled(string OrderId, string Reason);
