using Messaging;
using Messaging.Embedded;

namespace Bench.Chaos;

/// <summary>Producers and consumers on every queue but that of the outbox; each awaits its own steps.</summary>
internal sealed class ChaosLoad(EmbeddedBroker broker, ChaosClient client)
{
    private const int Backlog = 300;
    private const int KeysEach = 3;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(2);

    public Task RunAsync(bool produce, CancellationToken end)
    {
        var tasks = new List<Func<Task>>
        {
            () => ConsumeAsync(ChaosQueues.Plain, end),
            () => ConsumeAsync(ChaosQueues.Plain, end),
            () => ConsumeAsync(ChaosQueues.Keyed, end),
            () => ConsumeAsync(ChaosQueues.Keyed, end),
            () => ConsumeAsync(ChaosQueues.Keyed, end),
            () => ConsumeAsync(ChaosQueues.Short, end),
            () => ConsumeAsync(ChaosQueues.Failing, end),
            () => ConsumeAsync(ChaosQueues.Left, end),
            () => ConsumeAsync(ChaosQueues.Right, end),
        };
        if (produce)
        {
            foreach (var queue in new[] { ChaosQueues.Plain, ChaosQueues.Plain, ChaosQueues.Short, ChaosQueues.Failing, ChaosQueues.News })
                tasks.Add(() => PublishAsync(queue, end));
            tasks.Add(() => PublishOrderedAsync(end));
            tasks.Add(() => PublishOrderedAsync(end));
            tasks.Add(() => ReplayAsync(end));
        }

        return Task.WhenAll(tasks.Select(t => Task.Run(t, CancellationToken.None)));
    }

    /// <summary>One caller who does everything, one step after the other and without a pause: the broker lets him write himself.</summary>
    public Task RunAloneAsync(CancellationToken end) => Task.Run(
        async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var queue = Random.Shared.Next(3) == 0 ? ChaosQueues.Failing : ChaosQueues.Plain;
                var messages = Several();
                await client.PublishAsync(queue, messages, null);
                if (queue == ChaosQueues.Plain && Random.Shared.Next(10) == 0)
                    await client.RepeatAsync(queue, messages);
                foreach (var delivery in await client.ReceiveAsync(queue, messages.Length, end))
                    await SettleAsync(queue, delivery, isEnding: false);
            }
        },
        CancellationToken.None);

    private async Task PublishAsync(string destination, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var random = Random.Shared;
            var due = random.Next(6) == 0 ? TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(random.Next(100)) : (DateTimeOffset?)null;
            var messages = Several();
            await client.PublishAsync(destination, messages, due);
            if (destination == ChaosQueues.Plain && random.Next(10) == 0)
                await client.RepeatAsync(destination, messages);
            await SlowDownAsync(destination == ChaosQueues.News ? ChaosQueues.Left : destination, end);
        }
    }

    /// <summary>Publishes to keys that nobody else publishes to, each message after the one before it was confirmed.</summary>
    private async Task PublishOrderedAsync(CancellationToken end)
    {
        var keys = Enumerable.Range(0, KeysEach).Select(_ => Guid.NewGuid().ToString("N")[..8]).ToArray();
        for (var number = 0; !end.IsCancellationRequested; number += 2)
        {
            foreach (var key in keys)
                await client.PublishAsync(ChaosQueues.Keyed, [New(key), New(key)], number: number);
            await SlowDownAsync(ChaosQueues.Keyed, end);
        }
    }

    private async Task ReplayAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await client.ReplayOneAsync();
            await Task.Delay(_pause * 5, TimeProvider.System, end);
        }
    }

    private async Task ConsumeAsync(string queue, CancellationToken end)
    {
        Delivery? abandoned = null;
        while (!end.IsCancellationRequested)
        {
            foreach (var delivery in await client.ReceiveAsync(queue, 1 + Random.Shared.Next(10), end))
            {
                if (abandoned is not null && abandoned.Message.Id == delivery.Message.Id)
                {
                    await client.SettleStaleAsync(abandoned);
                    abandoned = null;
                }

                if (queue == ChaosQueues.Short && abandoned is null && Random.Shared.Next(5) == 0)
                {
                    abandoned = delivery;
                    continue;
                }

                await SettleAsync(queue, delivery, end.IsCancellationRequested);
                if (Random.Shared.Next(30) == 0)
                    await client.SettleStaleAsync(delivery);
            }
        }
    }

    private Task SettleAsync(string queue, Delivery delivery, bool isEnding)
    {
        var dice = isEnding ? 0 : Random.Shared.Next(queue == ChaosQueues.Failing ? 30 : 100);
        return dice switch
        {
            >= 14 and <= 17 => client.RetryAsync(delivery, TimeSpan.Zero),
            >= 18 and <= 21 => client.RetryAsync(delivery, TimeSpan.FromMilliseconds(Random.Shared.Next(1, 60))),
            22 => client.BuryAsync(delivery),
            _ => client.AcknowledgeAsync(delivery),
        };
    }

    private async Task SlowDownAsync(string queue, CancellationToken end)
    {
        do
            await Task.Delay(_pause, TimeProvider.System, end);
        while (!end.IsCancellationRequested && broker.Statistics(queue)!.Ready > Backlog);
    }

    /// <summary>A few, or so many that they share a row.</summary>
    private static Message[] Several()
    {
        var count = Random.Shared.Next(3) == 0 ? Random.Shared.Next(8, 25) : Random.Shared.Next(1, 4);
        return [.. Enumerable.Range(0, count).Select(_ => New(null))];
    }

    private static Message New(string? key)
    {
        var id = Guid.CreateVersion7().ToString("N");

        // From 512 bytes on queues share a body, and bodies of one moment a row.
        var body = ChaosBody.Of(id, Random.Shared.Next(30) == 0 ? 12_000 : Random.Shared.Next(1000));
        var headers = key is null ? null : new Dictionary<string, string> { [MessageHeaders.OrderingKey] = key };
        return new Message("chaos.v1", body, "application/octet-stream", id, headers);
    }
}
