namespace Portal.Warehouse.Data;

/// <summary>
/// Something that happened to the stock of a SKU; the events of a SKU in the order of their ids are the truth, and
/// <see cref="StockLevel"/> is a projection of them. Never changed, never deleted.
/// </summary>
internal sealed class StockEvent
{
    public long Id { get; init; }

    public required string Sku { get; init; }

    public StockEventKind Kind { get; init; }

    /// <summary>Positive; an adjustment may be negative.</summary>
    public int Quantity { get; init; }

    public string? OrderId { get; init; }

    public string? Reason { get; init; }

    public long At { get; init; }

    /// <summary>Who booked it; null when an order did.</summary>
    public string? By { get; init; }
}

/// <summary>Values are stored: never change them.</summary>
internal enum StockEventKind
{
    Received = 0,
    Reserved = 1,
    Released = 2,
    Shipped = 3,
    Adjusted = 4,
}
