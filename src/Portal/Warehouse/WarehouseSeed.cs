using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>Goods in the shelves of a warehouse that has none.</summary>
internal sealed class WarehouseSeed(ServiceStore<WarehouseDbContext> store) : ISeed
{
    private const int Quantity = 10_000;

    public Task RunAsync(CancellationToken cancellationToken) => store.WriteAsync(
        async work =>
        {
            if (await work.Db.StockEvents.AnyAsync(cancellationToken))
                return false;
            foreach (var (sku, _, _) in SeedData.Products)
                work.Append(sku, StockEventKind.Received, Quantity, null, "First stock");
            return true;
        },
        cancellationToken);
}
