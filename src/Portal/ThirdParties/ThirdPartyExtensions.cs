using Messaging;
using Microsoft.Extensions.Options;

namespace Portal.ThirdParties;

internal static class ThirdPartyExtensions
{
    /// <summary>
    /// Adds a typed client of a third party, bound to its configuration section, with health and failure handling.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">What it is called on pages and in errors.</param>
    /// <param name="section">Its configuration section.</param>
    public static void AddThirdParty<TClient>(this IServiceCollection services, string name, string section)
        where TClient : class
    {
        services.AddOptions<ThirdPartyOptions>(name).BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ThirdPartyOptions>>(new ThirdPartyOptionsValidation(name, section));
        services.AddKeyedSingleton<ThirdPartyCircuit>(name);
        services.AddHttpClient<TClient>((provider, http) =>
            {
                var options = provider.GetRequiredService<IOptionsMonitor<ThirdPartyOptions>>().Get(name);
                var sandbox = provider.GetRequiredService<ISandboxAddress>();
                var address = options.BaseUrl ?? sandbox.Of(name)
                    ?? throw new DownstreamUnavailableException(name, $"{section}:BaseUrl is not set and the sandbox is not enabled.");
                http.BaseAddress = new Uri(address.TrimEnd('/') + "/");
                http.Timeout = Timeout.InfiniteTimeSpan; // kept by ThirdPartyHandler
                var key = options.ApiKey ?? (options.BaseUrl is null ? sandbox.Key : null);
                if (key is not null)
                    http.DefaultRequestHeaders.Authorization = new("Bearer", key);
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
            .AddHttpMessageHandler(provider =>
            {
                var health = provider.GetRequiredService<ThirdPartyHealth>();
                health.Add(name);
                var circuit = provider.GetRequiredKeyedService<ThirdPartyCircuit>(name);
                var options = provider.GetRequiredService<IOptionsMonitor<ThirdPartyOptions>>().Get(name);
                return new ThirdPartyHandler(name, options.Timeout!.Value, circuit, health, provider.GetRequiredService<TimeProvider>());
            });
    }
}
