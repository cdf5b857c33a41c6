using Messaging;
using Portal.Client.Catalogue;
using Portal.Contracts.Billing;
using Portal.Contracts.Sales;
using Portal.Contracts.Warehouse;
using Portal.Data;
using Portal.ThirdParties;
using Portal.Warehouse.Data;

namespace Portal.Warehouse;

internal static class WarehouseServiceExtensions
{
    public static IServiceCollection AddWarehouse(this IServiceCollection services, string dataDirectory)
    {
        services.AddServiceDatabase<WarehouseDbContext>(dataDirectory, "warehouse");
        services.AddSingleton<StockDesk>();
        services.AddSingleton<IStockLevels, StockLevels>();
        services.AddSingleton<ISeed, WarehouseSeed>();
        services.AddThirdParty<CarrierClient>(CarrierClient.Name, "Carriers");
        return services;
    }

    /// <summary>Many at a time: while the carriers are slow, these only wait.</summary>
    public static MessagingBuilder AddWarehouse(this MessagingBuilder messaging) => messaging.Queue("warehouse", queue =>
    {
        queue
            .Consumers(8, 64)
            .Handle<ProductChanged, KeepProducts>()
            .Handle<OrderBilled, ReserveStock>()
            .Handle<CreateLabel, MakeLabel>()
            .Handle<OrderCancelled, ReleaseStock>();
    });
}
