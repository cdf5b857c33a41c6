using Microsoft.Extensions.Hosting;

namespace Messaging;

/// <summary>
/// Declares the queues and subscriptions this process needs. Starts before the relays: what waits in an outbox from before a
/// first start would otherwise find no queue, or, worse, no subscription.
/// </summary>
internal sealed class TopologyDeclaration(MessagingBuilder messaging, IBroker broker) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in messaging.Queues)
        {
            await broker.EnsureQueueAsync(queue.Name, queue.Options, cancellationToken);
            foreach (var topic in queue.Intake.Events.Distinct().GroupBy(e => e.Topic, e => e.Type))
                await broker.SubscribeAsync(new Subscription(topic.Key, queue.Name, queue.Name, [.. topic]), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
