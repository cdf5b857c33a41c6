using Portal.Client.Sandbox;
using Portal.Sandbox.Carriers;
using Portal.Sandbox.Payments;
using Portal.ThirdParties;

namespace Portal.Sandbox;

/// <summary>The third parties a newcomer does not have, in this process, over real HTTP.</summary>
internal static class SandboxExtensions
{
    /// <param name="services">The services.</param>
    /// <param name="configuration">For <c>Sandbox:Enabled</c>.</param>
    /// <param name="dataDirectory">The folder of sandbox.db.</param>
    /// <param name="enabledByDefault">When the configuration does not say.</param>
    public static IServiceCollection AddSandbox(
        this IServiceCollection services, IConfiguration configuration, string dataDirectory, bool enabledByDefault)
    {
        services.AddSingleton(new SandboxOptions(bool.TryParse(configuration["Sandbox:Enabled"], out var enabled) ? enabled : enabledByDefault));
        services.AddSingleton<SandboxKey>();
        services.AddSingleton<ISandboxAddress, SandboxAddress>();
        services.AddSingleton<SandboxGateway>();
        services.AddSingleton<ISandboxGateway>(provider => provider.GetRequiredService<SandboxGateway>());
        services.AddSingleton(provider => new SandboxBooks(
            Path.Combine(dataDirectory, "sandbox.db"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PaymentGateway>();
        services.AddSingleton<CarrierDesk>();
        return services;
    }

    /// <summary>
    /// Maps the third parties under <c>/sandbox</c> and their controls under <c>/api/sandbox</c>; nothing when the sandbox is not
    /// enabled. Who may use the controls is for the caller to say; the third parties know their own key.
    /// </summary>
    public static RouteGroupBuilder? MapSandbox(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<SandboxGateway>().Enabled)
            return null;
        MapParty(routes, SandboxParties.Payments).MapPayments();
        MapParty(routes, SandboxParties.Carriers).MapCarriers();
        var controls = routes.MapGroup("/api/sandbox").WithTags("Sandbox");
        controls.MapControls();
        return controls;
    }

    /// <summary>Answers what is for a third party, and nothing else; goes behind routing.</summary>
    public static void UseSandbox(this IApplicationBuilder app) => app.UseMiddleware<SandboxDoor>();

    private static RouteGroupBuilder MapParty(IEndpointRouteBuilder routes, string party) => routes.MapGroup($"/sandbox/{party}")
        .WithMetadata(new SandboxParty(party)).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
}
