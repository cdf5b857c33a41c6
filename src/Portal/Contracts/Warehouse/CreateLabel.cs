using Messaging;

namespace Portal.Contracts.Warehouse;

/// <summary>Warehouse's note to itself, so that the calls to the carriers have a message of their own to retry.</summary>
[Command("warehouse.create-label.v1", queue: "warehouse")]
public sealed record CreateLabel(string OrderId);
