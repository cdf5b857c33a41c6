using Messaging;

namespace Portal.Contracts.Sales;

/// <summary>
/// Fat on purpose, the one such event: Billing and Warehouse keep their own copy of what they need of a product. A copy with
/// a lower version is older.
/// </summary>
[Event("sales.product-changed.v1", topic: "sales")]
public sealed record ProductChanged(string Sku, string Name, decimal Price, string Currency, long Version);

/// <summary>An order was accepted. Prices are those of the moment of ordering; the total is what is to be charged.</summary>
[Event("sales.order-placed.v1", topic: "sales")]
public sealed record OrderPlaced(string OrderId, decimal Total, string Currency, IReadOnlyList<PlacedLine> Lines, string? Card);

public sealed record PlacedLine(string Sku, int Quantity, decimal UnitPrice);

/// <summary>Somebody cancelled the order: what was charged is to be refunded, what was reserved released.</summary>
[Event("sales.order-cancelled.v1", topic: "sales")]
public sealed record OrderCancelled(string OrderId, string Reason);
