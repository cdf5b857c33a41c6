using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Portal.Edge;

/// <summary>What stands between the network and the endpoints, in the order in which a request meets it.</summary>
internal static class EdgeExtensions
{
    public static void AddEdge(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<EdgeOptions>().Bind(configuration.GetSection("Portal")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EdgeOptions>, EdgeOptionsValidation>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<EdgeOptions>>((kestrel, edge) => Bound(kestrel, edge.Value.Limits));
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<EdgeOptions>>((forwarded, edge) => Believe(forwarded, edge.Value.Proxies));
        services.AddOptions<HstsOptions>().Configure<IOptions<EdgeOptions>>((hsts, edge) =>
        {
            hsts.MaxAge = TimeSpan.FromDays(edge.Value.HstsDays);
            hsts.ExcludedHosts.Clear(); // who asks for HTTPS on localhost means it
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<EdgeOptions>>((cookie, edge) =>
            cookie.Cookie.SecurePolicy = edge.Value.IsHttpsRequired ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
        services.Configure<AntiforgeryOptions>(form => form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddRequestTimeouts();
        services.AddRateLimits();
    }

    /// <summary>Before routing: where the caller is, and what every answer says.</summary>
    public static void UseEdge(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value;
        app.UseForwardedHeaders();
        if (options.PathBase is { Length: > 0 } pathBase)
            app.UsePathBase(pathBase);
        app.UseMiddleware<LocationUnderPathBase>();
        app.UseMiddleware<SecurityHeaders>();
        if (options.IsHttpsRequired)
        {
            app.UseHsts();
            app.UseHttpsRedirection();
            app.UseMiddleware<HttpsOnly>();
        }

        app.UseMiddleware<SameOriginRule>();
        app.UseMiddleware<KnownCharset>();
    }

    private static void Bound(KestrelServerOptions kestrel, LimitOptions limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 2 * 1024 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(10));
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Connections;
    }

    private static void Believe(ForwardedHeadersOptions forwarded, List<string> proxies)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.All;
        if (proxies.Count == 0)
            return; // loopback, as it comes
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                forwarded.KnownProxies.Add(address);
            else
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }
    }
}
