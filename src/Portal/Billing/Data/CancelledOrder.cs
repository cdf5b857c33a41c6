namespace Portal.Billing.Data;

/// <summary>
/// Remembers that an order was cancelled: its <c>OrderPlaced</c> may still be on the way, or its charge under way.
/// </summary>
internal sealed class CancelledOrder
{
    public required string OrderId { get; init; }

    public long CancelledAt { get; init; }
}
