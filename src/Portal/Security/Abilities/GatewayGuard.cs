using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Client.Live;
using Portal.Client.Security;
using Portal.Security.Audit.Recording;

namespace Portal.Security.Abilities;

internal static class GatewayGuard
{
    /// <summary>The gateways of the client's contracts; signing in comes before there is anybody to ask about.</summary>
    public static bool IsGuarded(Type contract) =>
        contract is { IsInterface: true, IsPublic: true } && contract.Assembly == typeof(ILiveFeed).Assembly
        && contract.Name.EndsWith("Gateway", StringComparison.Ordinal) && contract != typeof(ISignInGateway);

    /// <summary>
    /// Puts a guard around every gateway registered so far; call it last. From then on a gateway's interface is a service of the
    /// scope it works for. What lives as long as the portal and works for nobody takes the gateway's class.
    /// </summary>
    public static void GuardGateways(this IServiceCollection services)
    {
        services.AddScoped<CurrentPerson>();
        services.AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler, CircuitPerson>();
        foreach (var registered in services.Where(s => !s.IsKeyedService && IsGuarded(s.ServiceType)).ToList())
        {
            var contract = registered.ServiceType;
            services.Remove(registered);
            services.Add(Plain(services, registered));
            services.AddScoped(contract, provider => GuardedGateway.Around(
                contract, provider.GetRequiredKeyedService(contract, PlainKey), provider.GetRequiredService<CurrentPerson>(), provider.GetRequiredService<GatewayAudit>()));
        }
    }

    private const string PlainKey = "plain";

    /// <summary>The gateway itself, under a key, and as its class where nobody has registered that.</summary>
    private static ServiceDescriptor Plain(IServiceCollection services, ServiceDescriptor registered)
    {
        if (registered.ImplementationFactory is { } factory)
            return new ServiceDescriptor(registered.ServiceType, PlainKey, (provider, _) => factory(provider), registered.Lifetime);
        if (registered.ImplementationInstance is { } instance)
            return new ServiceDescriptor(registered.ServiceType, PlainKey, instance);

        var gateway = registered.ImplementationType!;
        services.TryAdd(new ServiceDescriptor(gateway, gateway, registered.Lifetime));
        return new ServiceDescriptor(registered.ServiceType, PlainKey, (provider, _) => provider.GetRequiredService(gateway), registered.Lifetime);
    }
}
