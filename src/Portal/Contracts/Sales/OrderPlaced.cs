using Messaging;

namespace Portal.Contracts.Sales;

/// <summary>An order was accepted. Prices are those of the moment of ordering; the total is what is to be charged.</summary>
[Event("sales.order-placed.v1", topic: "sales")]
public sealed record OrderPlaced(string OrderId, decimal Total, string Currency, IReadOnlyList<PlacedLine> Lines, string? Card);
