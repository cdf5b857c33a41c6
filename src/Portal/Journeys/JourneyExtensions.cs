using Messaging;
using Portal.Client.Messages;
using Portal.Live;
using Portal.Redaction;
using Portal.ThirdParties;

namespace Portal.Journeys;

internal static class JourneyExtensions
{
    /// <summary>The queues whose messages' contents are kept: those of the portal's own services.</summary>
    private static readonly string[] _queues = ["sales", "billing", "warehouse", "compute"];

    /// <summary>What is known of messages beyond their journal. Before the messaging, whose broker tells the recorder.</summary>
    public static IServiceCollection AddJourneys(this IServiceCollection services, string dataDirectory)
    {
        services.AddRedaction();
        services.AddSingleton(provider => new JourneyRecorder(
            dataDirectory,
            _queues,
            provider.GetRequiredService<MessagingBuilder>().JournalOptions.Retention,
            provider.GetRequiredService<LiveFeed>(),
            provider.GetRequiredService<Redactor>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<JourneyRecorder>>()));
        services.AddSingleton<IBrokerObserver>(provider => provider.GetRequiredService<JourneyRecorder>());
        services.AddSingleton<ICallRecorder>(provider => provider.GetRequiredService<JourneyRecorder>());
        services.AddSingleton(provider => new JourneyReader(dataDirectory, provider.GetRequiredService<JourneyRecorder>()));
        services.AddSingleton<MessageContents>();
        services.AddSingleton<IMessageGateway, MessageGateway>();
        return services;
    }
}
