namespace Portal.Client.Catalogue;

/// <summary>How much there is of what can be ordered, where somebody knows: a hint, not a promise. The warehouse decides.</summary>
public interface IStockLevels
{
    /// <summary>What is neither reserved nor shipped, by SKU; a SKU that was never stocked is absent.</summary>
    Task<IReadOnlyDictionary<string, long>> AvailableAsync(IReadOnlyCollection<string> skus, CancellationToken cancellationToken);
}
