using Microsoft.EntityFrameworkCore;
using Portal.Client.Catalogue;
using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>Stock as the form for orders shows it.</summary>
internal sealed class StockLevels(ServiceStore<WarehouseDbContext> store) : IStockLevels
{
    public async Task<IReadOnlyDictionary<string, long>> AvailableAsync(IReadOnlyCollection<string> skus, CancellationToken cancellationToken) =>
        await store.ReadAsync(
            db => db.ServingLevels.AsNoTracking().Where(l => skus.Contains(l.Sku))
                .ToDictionaryAsync(l => l.Sku, l => l.OnHand - l.Reserved, cancellationToken),
            cancellationToken);
}
