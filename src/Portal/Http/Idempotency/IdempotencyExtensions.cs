using Microsoft.Extensions.Options;
using Portal.Data;

namespace Portal.Http.Idempotency;

internal static class IdempotencyExtensions
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        services.AddOptions<IdempotencyOptions>().Bind(configuration.GetSection(IdempotencyOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdempotencyOptions>, IdempotencyOptionsValidation>();
        services.AddServiceDatabase<RequestsDbContext>(dataDirectory, "requests");
        services.AddSingleton<RequestBook>();
        services.AddHostedService<RequestSweeper>();
        return services;
    }

    /// <summary>After authorization: a caller that may not is not given what another one was answered.</summary>
    public static void UseIdempotency(this IApplicationBuilder app) => app.UseMiddleware<IdempotencyMiddleware>();

    /// <summary>With <c>Idempotency-Key</c> it is done once, however often it is sent.</summary>
    public static TBuilder Idempotent<TBuilder>(this TBuilder endpoint, bool headersCount = false)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder => builder.Metadata.Add(new IdempotentAttribute(headersCount)));
        return endpoint;
    }
}
