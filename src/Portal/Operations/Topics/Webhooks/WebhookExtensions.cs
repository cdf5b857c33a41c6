using Microsoft.Extensions.Options;
using Portal.Client.Topics;
using Portal.Data;
using Portal.Operations.Topics.Webhooks.Delivering;
using Portal.Operations.Topics.Webhooks.Guarding;

namespace Portal.Operations.Topics.Webhooks;

internal static class WebhookExtensions
{
    public static void AddWebhooks(this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        services.AddOptions<WebhookOptions>().Configure(options => new WebhookOptionsReader(configuration).Read(options)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidation>();
        services.AddSingleton(new WebhookFile(dataDirectory));
        services.AddSingleton<WebhookBook>();
        services.AddSingleton<IDatabaseMigration>(provider => provider.GetRequiredService<WebhookBook>());
        services.AddSingleton<WebhookViews>();
        services.AddSingleton<IAddressResolver, SystemResolver>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookHost>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookHost>());
        services.AddSingleton<IWebhookGateway, WebhookGateway>();
    }
}
