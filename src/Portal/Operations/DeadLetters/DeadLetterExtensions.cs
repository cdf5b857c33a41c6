using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Client.DeadLetters;

namespace Portal.Operations.DeadLetters;

/// <summary>The wiring of the dead-letter desk.</summary>
internal static class DeadLetterExtensions
{
    public static IServiceCollection AddDeadLetters(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeadLetterOptions>()
            .Configure(options =>
            {
                options.ArchiveDays = DeadLetterOptionsValidation.Days(configuration, nameof(options.ArchiveDays), options.ArchiveDays);
                options.ResolvedDays = DeadLetterOptionsValidation.Days(configuration, nameof(options.ResolvedDays), options.ResolvedDays);
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeadLetterOptions>, DeadLetterOptionsValidation>();
        services.TryAddSingleton<IReplaysInHand, NoReplaysInHand>();
        services.AddSingleton<DeadLetterViews>();
        services.AddSingleton<DeadLetterEditing>();
        services.AddSingleton<DeadLetterDesk>();
        services.AddSingleton<DeadLetterGateway>();
        services.AddSingleton<IDeadLetterGateway>(provider => provider.GetRequiredService<DeadLetterGateway>());
        services.AddHostedService<DeadLetterFeed>();
        return services;
    }
}
