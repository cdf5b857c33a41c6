using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Sales;
using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

/// <summary>Keeps Warehouse's copy of the catalogue. A late event of an older version changes nothing.</summary>
internal sealed class KeepProducts(ServiceStore<WarehouseDbContext> store) : IHandler<ProductChanged>
{
    public Task HandleAsync(ProductChanged message, MessageContext context, CancellationToken cancellationToken) => store.HandleOnceAsync(
        context,
        async work =>
        {
            var product = await work.Db.Products.FirstOrDefaultAsync(p => p.Sku == message.Sku, cancellationToken);
            var isNew = product is null;
            if (product is null)
                work.Db.Products.Add(product = new StockedProduct { Sku = message.Sku, Name = message.Name });
            else if (product.Version >= message.Version)
                return;
            work.AddEmptyLevel(message.Sku);
            if (isNew && work.FindLevel(message.Sku) is { } level)
                work.Changed(level.ToView()); // a line more in the list of stock
            product.Name = message.Name;
            product.Version = message.Version;
        },
        cancellationToken);
}
