using Portal.Client.Live;

namespace Portal.Client.Stock;

/// <summary>How much there is of a SKU now, as it changes.</summary>
/// <param name="Sku">The SKU, which is its id.</param>
/// <param name="OnHand">In the shelves.</param>
/// <param name="Reserved">Of that, promised to orders.</param>
/// <param name="Version">The number of the last event.</param>
/// <param name="UpdatedAt">When that happened; null when nothing ever has.</param>
public sealed record StockLevelView(string Sku, long OnHand, long Reserved, long Version, DateTimeOffset? UpdatedAt) : ILiveEntity
{
    public long Available => OnHand - Reserved;

    string ILiveEntity.Id => Sku;
}
