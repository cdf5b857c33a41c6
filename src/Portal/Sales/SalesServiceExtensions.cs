using Messaging;
using Portal.Client.Catalogue;
using Portal.Client.Orders;
using Portal.Contracts.Billing;
using Portal.Contracts.Warehouse;
using Portal.Data;
using Portal.Overview;
using Portal.Sales.Data;

namespace Portal.Sales;

internal static class SalesServiceExtensions
{
    public static IServiceCollection AddSales(this IServiceCollection services, string dataDirectory) => services
        .AddServiceDatabase<SalesDbContext>(dataDirectory, "sales")
        .AddRequestMarks<SalesDbContext>()
        .AddSingleton<IOrderGateway, OrderGateway>()
        .AddSingleton<CatalogueGateway>()
        .AddSingleton<ICatalogueGateway>(provider => provider.GetRequiredService<CatalogueGateway>())
        .AddSingleton<IOrderFigures, OrderFigures>()
        .AddScoped<OrderResults>()
        .AddSingleton<ISeed, SalesSeed>();

    public static MessagingBuilder AddSales(this MessagingBuilder messaging) => messaging.Queue("sales", queue => queue
        .Handle<OrderBilled, MarkBilled>()
        .Handle<PaymentDeclined, CancelDeclined>()
        .Handle<LabelCreated, MarkReadyToShip>()
        .Handle<OrderRefunded, CancelRefunded>());
}
