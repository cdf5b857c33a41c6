using Microsoft.EntityFrameworkCore;
using Portal.Client.Catalogue;
using Portal.Data;
using Portal.Sales.Data;

namespace Portal.Sales;

/// <summary>A small catalogue for a portal that has none.</summary>
internal sealed class SalesSeed(ServiceStore<SalesDbContext> store, CatalogueGateway catalogue) : ISeed
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(db => db.Products.AnyAsync(cancellationToken), cancellationToken))
            return;
        foreach (var (sku, name, price) in SeedData.Products)
            await catalogue.PutAsync(sku, new PutProduct(name, price, "EUR"), cancellationToken);
    }
}
