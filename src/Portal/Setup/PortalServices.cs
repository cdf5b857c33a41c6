using Messaging;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Portal.Billing;
using Portal.Client.DeadLetters;
using Portal.Client.Elements;
using Portal.Client.Layout;
using Portal.Client.Live;
using Portal.Client.Overview;
using Portal.Compute;
using Portal.Diagnostics;
using Portal.Edge;
using Portal.Http;
using Portal.Http.Idempotency;
using Portal.Http.OpenApi;
using Portal.Http.Waiting;
using Portal.Jobs;
using Portal.Jobs.Schedules;
using Portal.Journeys;
using Portal.Live;
using Portal.Live.Events;
using Portal.Operations;
using Portal.Operations.Bulk;
using Portal.Overview;
using Portal.Redaction;
using Portal.Sales;
using Portal.Sandbox;
using Portal.Security;
using Portal.Security.Abilities;
using Portal.Security.Sessions;
using Portal.Storage;
using Portal.ThirdParties;
using Portal.Warehouse;
using Radzen;

namespace Portal.Setup;

/// <summary>Everything the portal is made of, in one list.</summary>
internal static class PortalServices
{
    public static void AddPortal(this WebApplicationBuilder builder, string dataDirectory)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        services.AddOptions<PortalOptions>().Bind(configuration.GetSection(PortalOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidation>();
        services.AddSingleton(TimeProvider.System);
        services.AddDiagnostics();

        // The services, each with its own database, and the queues on which they hear of each other.
        services.AddSales(dataDirectory);
        services.AddBilling(dataDirectory);
        services.AddWarehouse(configuration, dataDirectory);
        services.AddCompute(configuration, dataDirectory);
        services.AddJourneys(dataDirectory);
        services.AddMessaging(messaging =>
        {
            messaging.Directory = dataDirectory;
            messaging.Journal = true;
            messaging.AddSales();
            messaging.AddBilling();
            messaging.AddWarehouse();
            messaging.AddCompute();
            messaging.AddSchedules();
        });

        services.AddStorageHealth(dataDirectory);

        // The third parties they call, and the stand-ins for those.
        services.AddSingleton<ThirdPartyHealth>();
        services.AddSandbox(configuration, dataDirectory, enabledByDefault: builder.Environment.IsDevelopment());

        // Work that waits for a time instead of a message.
        services.AddJobs(dataDirectory);
        services.AddSchedules();

        // What people and programs see of it.
        services.AddRedaction().Bind(configuration.GetSection(RedactionOptions.Section));
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ILiveFeed>(provider => provider.GetRequiredService<LiveFeed>());
        services.AddOperations(configuration, dataDirectory);
        services.AddBulkOperations(dataDirectory);
        services.AddSingleton<IFailureFigures, FailureFigures>();
        services.AddSingleton<OverviewGateway>();
        services.AddSingleton<IOverviewGateway>(provider => provider.GetRequiredService<OverviewGateway>());
        services.AddHostedService<OverviewTicker>();
        services.AddSingleton<MenuTicker>();
        services.AddSingleton<IMenuGateway>(provider => provider.GetRequiredService<MenuTicker>());
        services.AddHostedService(provider => provider.GetRequiredService<MenuTicker>());

        // How they come in.
        services.AddEdge(configuration);
        services.AddSecurity(configuration, dataDirectory);
        services.AddProblemDetails();
        services.AddSingleton<IExceptionHandler, BadRequestHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddIdempotency(configuration, dataDirectory);
        services.AddSingleton<Settling>();
        services.AddApiDescription();
        services.AddEvents();
        // Not a filter of every hub: circuits are led to the sign-in page, for which they need their connection.
        services.AddSignalR().AddHubOptions<StatusHub>(hub => hub.AddFilter<SessionHubFilter>());
        services.AddSingleton<StatusConnections>();
        services.AddSingleton<HubLifetimeManager<StatusHub>>(provider => provider.GetRequiredService<StatusConnections>());
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddRadzenComponents();
        services.AddElements();
        services.AddDesk();

        // Last: whatever changes something asks first whether the person may.
        services.GuardGateways();
    }
}
