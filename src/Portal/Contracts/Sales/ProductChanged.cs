using Messaging;

namespace Portal.Contracts.Sales;

/// <summary>
/// Fat on purpose, the one such event: Billing and Warehouse keep their own copy of what they need of a product. A copy with
/// a lower version is older.
/// </summary>
[Event("sales.product-changed.v1", topic: "sales")]
public sealed record ProductChanged(string Sku, string Name, decimal Price, string Currency, long Version);
