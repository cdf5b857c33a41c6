using Messaging;
using Portal.Billing.Data;
using Portal.Contracts.Billing;
using Portal.Contracts.Sales;
using Portal.Contracts.Warehouse;
using Portal.Data;
using Portal.ThirdParties;

namespace Portal.Billing;

internal static class BillingServiceExtensions
{
    public static IServiceCollection AddBilling(this IServiceCollection services, string dataDirectory)
    {
        services.AddServiceDatabase<BillingDbContext>(dataDirectory, "billing");
        services.AddThirdParty<PaymentGatewayClient>(PaymentGatewayClient.Name, "Payments");
        return services;
    }

    /// <summary>Many at a time: while the payment provider is slow, these only wait.</summary>
    public static MessagingBuilder AddBilling(this MessagingBuilder messaging) => messaging.Queue("billing", queue =>
    {
        queue
            .Consumers(8, 64)
            .Handle<ProductChanged, KeepProducts>()
            .Handle<OrderPlaced, ChargeOrder>()
            .Handle<OutOfStock, RefundOutOfStock>()
            .Handle<OrderCancelled, RefundCancelled>()
            .Handle<RefundOrder, RefundCharge>();
    });
}
