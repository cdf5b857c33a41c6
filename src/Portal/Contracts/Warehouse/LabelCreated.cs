using Messaging;

namespace Portal.Contracts.Warehouse;

/// <summary>The goods are reserved and the parcel has its label.</summary>
[Event("warehouse.label-created.v1", topic: "warehouse")]
public sealed record LabelCreated(string OrderId, string Carrier, string TrackingNumber);
