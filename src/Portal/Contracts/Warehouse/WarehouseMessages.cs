using Messaging;

namespace Portal.Contracts.Warehouse;

/// <summary>The goods are reserved and the parcel has its label.</summary>
[Event("warehouse.label-created.v1", topic: "warehouse")]
public sealed record LabelCreated(string OrderId, string Carrier, string TrackingNumber);

/// <summary>There is not enough of a product; nothing was reserved for the order.</summary>
[Event("warehouse.out-of-stock.v1", topic: "warehouse")]
public sealed record OutOfStock(string OrderId, string Sku, int Requested, int Available);

/// <summary>Warehouse's note to itself, so that the calls to the carriers have a message of their own to retry.</summary>
[Command("warehouse.create-label.v1", queue: "warehouse")]
public sealed record CreateLabel(string OrderId);
