using Microsoft.Extensions.Options;
using Portal.Client.DeadLetters;
using Portal.Data;
using Portal.Operations.DeadLetters.Index;
using Portal.Redaction;

namespace Portal.Operations.DeadLetters;

/// <summary>The wiring of the dead-letter desk.</summary>
internal static class DeadLetterExtensions
{
    public static IServiceCollection AddDeadLetters(this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        services.AddOptions<DeadLetterOptions>()
            .Configure(options =>
            {
                options.ArchiveDays = DeadLetterOptionsValidation.Days(configuration, nameof(options.ArchiveDays), options.ArchiveDays);
                options.ResolvedDays = DeadLetterOptionsValidation.Days(configuration, nameof(options.ResolvedDays), options.ResolvedDays);
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeadLetterOptions>, DeadLetterOptionsValidation>();

        // The index, behind the broker.
        services.AddRedaction();
        services.AddSingleton(new IndexReaders(dataDirectory));
        services.AddSingleton<IIndexListener, DeadLetterNews>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<IndexPump>(provider, dataDirectory));
        services.AddHostedService(provider => provider.GetRequiredService<IndexPump>());
        services.AddSingleton<DeadLetterIndex>();
        services.AddSingleton<IDeadLetterIndex>(provider => provider.GetRequiredService<DeadLetterIndex>());
        services.AddSingleton(provider => new GroupNotes(dataDirectory, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDatabaseMigration>(provider => provider.GetRequiredService<GroupNotes>());

        // What people do with it.
        services.AddSingleton<DeadLetterViews>();
        services.AddSingleton<DeadLetterEditing>();
        services.AddSingleton<DeadLetterDesk>();
        services.AddSingleton<DeadLetterRetention>();
        services.AddSingleton<DeadLetterGateway>();
        services.AddSingleton<IDeadLetterGateway>(provider => provider.GetRequiredService<DeadLetterGateway>());
        return services;
    }
}
