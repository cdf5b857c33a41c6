using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench.Chaos;

/// <summary>A service that sends through its outbox, and handles through its inbox what it sent.</summary>
internal sealed class OutboxLoad(EmbeddedBroker broker, ServiceFile file, ChaosClient client, FactPipe pipe, bool askInbox)
{
    private const int Backlog = 100;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);

    public Task RunAsync(bool produce, CancellationToken end)
    {
        var relay = new OutboxRelay(file.Database, broker, TimeProvider.System, NullLogger<OutboxRelay>.Instance);
        var tasks = new List<Func<Task>> { () => relay.RunAsync(end), () => HandleAsync(end), () => HandleAsync(end) };
        if (produce)
            tasks.Add(() => SendAsync(relay, end));
        return Task.WhenAll(tasks.Select(t => Task.Run(t, CancellationToken.None)));
    }

    private async Task SendAsync(OutboxRelay relay, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var message = new Message("effect.v1", new byte[Random.Shared.Next(200)]);
            await file.SendAsync(message);
            pipe.Tell($"committed {message.Id}");
            relay.Notify();
            do
                await Task.Delay(_pause, TimeProvider.System, end);
            while (!end.IsCancellationRequested && broker.Statistics(ChaosQueues.Effects)!.Ready > Backlog);
        }
    }

    private async Task HandleAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            foreach (var delivery in await client.ReceiveAsync(ChaosQueues.Effects, 5, end))
            {
                await file.HandleAsync(delivery, askInbox);
                if (!end.IsCancellationRequested && Random.Shared.Next(20) == 0)
                    await client.RetryAsync(delivery, TimeSpan.Zero); // it was handled, and comes again
                else
                    await client.AcknowledgeAsync(delivery);
            }
        }
    }
}
