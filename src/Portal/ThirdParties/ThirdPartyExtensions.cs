using Messaging;
using Microsoft.Extensions.Options;

namespace Portal.ThirdParties;

internal static class ThirdPartyExtensions
{
    /// <summary>
    /// Adds a typed client of a third party, bound to its configuration section, with health and failure handling. One for the
    /// process, made at the first call: the configuration is read then.
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
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TClient>(
            provider, provider.GetRequiredService<IHttpClientFactory>().CreateClient(typeof(TClient).Name)));
        services.AddHttpClient(typeof(TClient).Name, (provider, http) =>
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
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // its connections are renewed, and with them the name's address
            .RemoveAllLoggers() // how a call went is in ThirdPartyHealth; a failed one is in the log of its message
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                AllowAutoRedirect = false, // a POST that is redirected would arrive as a GET
                UseCookies = false,
            })
            .AddHttpMessageHandler(provider =>
            {
                var health = provider.GetRequiredService<ThirdPartyHealth>();
                health.Add(name);
                var circuit = provider.GetRequiredKeyedService<ThirdPartyCircuit>(name);
                var options = provider.GetRequiredService<IOptionsMonitor<ThirdPartyOptions>>().Get(name);
                return new ThirdPartyHandler(
                    name, options.Timeout!.Value, circuit, health, provider.GetRequiredService<TimeProvider>(), provider.GetService<ICallRecorder>());
            });
    }
}
