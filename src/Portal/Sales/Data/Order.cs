using Portal.Client.Orders;

namespace Portal.Sales.Data;

/// <summary>An order as stored. Times are Unix milliseconds.</summary>
internal sealed class Order
{
    public required string Id { get; init; }

    public required string Customer { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public long TotalMinor { get; init; }

    public required string Currency { get; init; }

    public OrderStatus Status { get; set; }

    public long Version { get; set; }

    public long PlacedAt { get; init; }

    public long UpdatedAt { get; set; }

    public long? BilledAt { get; set; }

    public long? ReadyAt { get; set; }

    public long? CancelledAt { get; set; }

    public string? InvoiceNumber { get; set; }

    public string? TrackingNumber { get; set; }

    public string? Failure { get; set; }
}

internal sealed record OrderLine(string Sku, string Name, int Quantity, decimal UnitPrice);
