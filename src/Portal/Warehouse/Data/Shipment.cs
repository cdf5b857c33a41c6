namespace Portal.Warehouse.Data;

/// <summary>What Warehouse does for an order.</summary>
internal sealed class Shipment
{
    public required string OrderId { get; init; }

    public ShipmentStatus Status { get; set; }

    public required IReadOnlyList<ShipmentLine> Lines { get; init; }

    public string? Carrier { get; set; }

    public string? TrackingNumber { get; set; }

    public long UpdatedAt { get; set; }
}

internal sealed record ShipmentLine(string Sku, int Quantity);

/// <summary>Values are stored: never change them.</summary>
internal enum ShipmentStatus
{
    /// <summary>Goods reserved, label not yet made.</summary>
    Reserved = 0,

    /// <summary>Has its label.</summary>
    Labelled = 1,

    /// <summary>Nothing was reserved.</summary>
    OutOfStock = 2,

    /// <summary>The order was cancelled, possibly before Warehouse had heard of it.</summary>
    Cancelled = 3,
}
