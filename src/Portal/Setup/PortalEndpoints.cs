using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Portal.Client;
using Portal.Compute.Instances;
using Portal.Diagnostics;
using Portal.Edge;
using Portal.Http;
using Portal.Http.Conditional;
using Portal.Http.Idempotency;
using Portal.Jobs;
using Portal.Jobs.Schedules;
using Portal.Journeys;
using Portal.Live;
using Portal.Live.Events;
using Portal.Operations;
using Portal.Operations.Bulk;
using Portal.Sales;
using Portal.Sandbox;
using Portal.Security.Account;
using Portal.Security.Audit.Reading;
using Portal.Security.Keys;
using Portal.Security.People;
using Portal.Security.Sessions;
using Portal.Warehouse;

namespace Portal.Setup;

/// <summary>Everything that answers a request, in one list. What does not say otherwise needs a cookie or an API key.</summary>
internal static class PortalEndpoints
{
    public static void MapPortal(this WebApplication app)
    {
        app.UseEdge();
        app.UseExceptionHandler();

        // Programs get problem details for what no endpoint answered, people a page.
        app.UseWhen(IsForPrograms, api => api.UseStatusCodePages());
        app.UseWhen(context => !IsForPrograms(context), pages => pages.UseStatusCodePagesWithReExecute("/not-found"));
        app.UseRouting(); // after the two above: what they execute again has to be routed again
        app.UseSandbox(); // before what is for callers of the portal: its stand-ins know neither people nor keys, and take their time
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseRateLimits();
        app.UseAuthorization();
        app.UseSessionEnd();
        app.UseAntiforgery();
        app.UseIdempotency(); // after authorization

        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous(); // that it answers is all
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        app.MapApi();
        app.MapStaticAssets().AllowAnonymous();
        app.MapBlazorScript();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null); // said by the edge
    }

    /// <summary>What programs call. Each that changes something says what its caller must be able to.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var calls = app.MapGroup(string.Empty);
        calls.WithRequestTimeout(RequestTime.Longest).WithConditionalReads();
        calls.MapOpenApi();
        calls.MapSales();
        calls.MapJourneys();
        calls.MapWarehouse();
        calls.MapInstances();
        calls.MapSchedules();
        calls.MapOperations();
        calls.MapBulkOperations();
        calls.MapJobs();
        calls.MapAudit();
        calls.MapKeys();
        calls.MapPeople();
        calls.MapAccount();
        calls.MapPasskeys();
        calls.MapSessions();
        calls.MapSandbox();
        calls.MapEvents();
        calls.MapMetrics();
        app.MapHub<StatusHub>("/hubs/status");
    }

    private static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/sandbox/payments", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/sandbox/carriers", StringComparison.Ordinal);
}
