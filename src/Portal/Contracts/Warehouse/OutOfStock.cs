using Messaging;

namespace Portal.Contracts.Warehouse;

/// <summary>There is not enough of a product; nothing was reserved for the order.</summary>
[Event("warehouse.out-of-stock.v1", topic: "warehouse")]
public sealed record OutOfStock(string OrderId, string Sku, int Requested, int Available);
