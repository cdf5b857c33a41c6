using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;
using Portal.Client.Audit;
using Portal.Client.Security;
using Portal.Data;
using Portal.Security.Audit.Reading;
using Portal.Security.Audit.Recording;
using Portal.Security.Audit.Storing;
using Portal.Storage;

namespace Portal.Security.Audit;

/// <summary>The wiring of the audit. What gateways are asked is recorded by their guard.</summary>
internal static class AuditExtensions
{
    /// <summary>A part of <c>AddSecurity</c>, whose sign-in it records: comes after that.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        services.AddOptions<AuditOptions>()
            .Configure(options => options.KeepDays = AuditOptionsValidation.Days(configuration, options.KeepDays))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsValidation>();

        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AuditWriter>(provider, dataDirectory));
        services.AddSingleton<IFileWriter>(provider => provider.GetRequiredService<AuditWriter>());
        services.AddSingleton<IDatabaseMigration, AuditStart>();
        services.AddSingleton<AuditRetention>();

        // What is recorded.
        services.AddSingleton<AuditRefusals>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuditedAuthorization>();
        services.AddScoped<CallOrigin>();
        services.AddScoped<CircuitHandler, CircuitOrigin>();
        services.AddScoped<GatewayAudit>();
        services.AddScoped<SignInGateway>();
        services.AddScoped<ISignInGateway, AuditedSignIn>();

        // What administrators see of it.
        services.AddSingleton<AuditReader>();
        services.AddSingleton<IAuditGateway, AuditGateway>();
        return services;
    }
}
