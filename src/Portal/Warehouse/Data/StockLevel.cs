using Portal.Client.Stock;

namespace Portal.Warehouse.Data;

/// <summary>
/// How much of a SKU there is: the projection of its events, changed in the same transaction as they are appended. There can be two
/// generations of it, the one that serves and one that is being rebuilt.
/// </summary>
internal sealed class StockLevel
{
    public long Generation { get; set; }

    public required string Sku { get; init; }

    public long OnHand { get; set; }

    public long Reserved { get; set; }

    public long Available => OnHand - Reserved;

    /// <summary>The last event that was applied.</summary>
    public long LastEvent { get; set; }

    /// <summary>How many were.</summary>
    public long Events { get; set; }

    /// <summary>The time of the last one. Times of a SKU's events never go back, also when the clock does: what was at a time is then a beginning of the stream.</summary>
    public long UpdatedAt { get; set; }

    /// <summary>Applies one event. The whole of the projection: replaying all events from zero gives the same level.</summary>
    public void Apply(StockEventKind kind, long quantity)
    {
        switch (kind)
        {
            case StockEventKind.Received or StockEventKind.Adjusted:
                OnHand += quantity;
                break;
            case StockEventKind.Reserved:
                Reserved += quantity;
                break;
            case StockEventKind.Released:
                Reserved -= quantity;
                break;
            case StockEventKind.Shipped:
                OnHand -= quantity;
                Reserved -= quantity;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such stock event.");
        }
    }

    /// <summary>Applies a stored event.</summary>
    public void Apply(StockEventKind kind, long quantity, long id, long at)
    {
        Apply(kind, quantity);
        LastEvent = id;
        Events++;
        UpdatedAt = Math.Max(UpdatedAt, at);
    }

    public StockLevelView ToView() => new(
        Sku, OnHand, Reserved, LastEvent, Events == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt));
}
