using Messaging;
using Microsoft.Extensions.Options;
using Portal.Client.Catalogue;
using Portal.Client.Stock;
using Portal.Contracts.Billing;
using Portal.Contracts.Sales;
using Portal.Contracts.Warehouse;
using Portal.Data;
using Portal.ThirdParties;
using Portal.Warehouse.Data;
using Portal.Warehouse.Rebuilding;

namespace Portal.Warehouse;

internal static class WarehouseServiceExtensions
{
    public static IServiceCollection AddWarehouse(this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        services.AddServiceDatabase<WarehouseDbContext>(dataDirectory, "warehouse");
        services.AddRequestMarks<WarehouseDbContext>();
        services.AddOptions<WarehouseOptions>().Bind(configuration.GetSection(WarehouseOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WarehouseOptions>, WarehouseOptionsValidation>();
        services.AddSingleton<StockDesk>();
        services.AddSingleton<IStockLevels, StockLevels>();
        services.AddSingleton<StockRebuilds>();
        services.AddHostedService<StockRebuilder>();
        services.AddSingleton<StockGateway>();
        services.AddSingleton<IStockGateway>(provider => provider.GetRequiredService<StockGateway>());
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
