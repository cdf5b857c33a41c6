namespace Portal.Warehouse.Data;

/// <summary>How much of a SKU there is: the projection of its events, changed in the same transaction as they are appended.</summary>
internal sealed class StockLevel
{
    public required string Sku { get; init; }

    public long OnHand { get; set; }

    public long Reserved { get; set; }

    public long Available => OnHand - Reserved;

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
}
