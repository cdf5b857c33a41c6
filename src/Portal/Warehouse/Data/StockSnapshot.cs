namespace Portal.Warehouse.Data;

/// <summary>The level after every thousandth event of a SKU: the stock at a past time is one of these and at most a thousand events.</summary>
internal sealed class StockSnapshot
{
    /// <summary>One snapshot for so many events of a SKU.</summary>
    public const int Every = 1000;

    public long Generation { get; init; }

    public required string Sku { get; init; }

    public long EventId { get; init; }

    public long At { get; init; }

    public long OnHand { get; init; }

    public long Reserved { get; init; }
}
