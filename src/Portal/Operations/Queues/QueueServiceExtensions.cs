using Portal.Client.Queues;
using Portal.Client.Topics;
using Portal.Operations.Topics;
using Portal.Redaction;

namespace Portal.Operations.Queues;

internal static class QueueServiceExtensions
{
    /// <summary>Queues and topics for pages and REST, and the sampler behind their figures.</summary>
    public static void AddQueues(this IServiceCollection services)
    {
        services.AddSingleton<HandlingTimes>();
        services.AddSingleton<QueueViews>();
        services.AddSingleton<TopicSampler>();
        services.AddSingleton<QueueSampler>();
        services.AddHostedService(provider => provider.GetRequiredService<QueueSampler>());
        services.AddSingleton<MessageTypes>();
        services.AddRedaction();
        services.AddSingleton<IQueueGateway, QueueGateway>();
        services.AddSingleton<IQueueMessageGateway, QueueMessageGateway>();
        services.AddSingleton<TopicGateway>();
        services.AddSingleton<ITopicGateway>(provider => provider.GetRequiredService<TopicGateway>());
    }
}
