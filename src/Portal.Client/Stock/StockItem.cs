using Portal.Client.Live;

namespace Portal.Client.Stock;

/// <summary>One line of the stock list.</summary>
/// <param name="Sku">The SKU.</param>
/// <param name="Name">The product's name, as Warehouse knows it.</param>
/// <param name="OnHand">In the shelves.</param>
/// <param name="Reserved">Of that, promised to orders.</param>
/// <param name="Available">What can still be promised.</param>
/// <param name="Low">Whether that is little (<c>Warehouse:LowStockAt</c>).</param>
/// <param name="UpdatedAt">When it last changed; null when it never has.</param>
/// <param name="Version">The number of the last event.</param>
public sealed record StockItem(
    string Sku, string Name, long OnHand, long Reserved, long Available, bool Low, DateTimeOffset? UpdatedAt, long Version) : ILiveEntity
{
    string ILiveEntity.Id => Sku;

    /// <summary>With what has changed.</summary>
    public StockItem With(StockLevelView level, long lowAt) => this with
    {
        OnHand = level.OnHand,
        Reserved = level.Reserved,
        Available = level.Available,
        Low = level.Available <= lowAt,
        UpdatedAt = level.UpdatedAt,
        Version = level.Version,
    };
}
