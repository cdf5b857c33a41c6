using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Portal.Redaction;

internal static class RedactionExtensions
{
    /// <summary>May be called by everybody who shows or keeps messages; whoever has the configuration binds it.</summary>
    public static OptionsBuilder<RedactionOptions> AddRedaction(this IServiceCollection services)
    {
        services.TryAddSingleton<Redactor>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedactionOptions>, RedactionOptionsValidation>());
        return services.AddOptions<RedactionOptions>().ValidateOnStart();
    }
}
