using System.Collections.Concurrent;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_receivers_compete
{
    [Fact]
    public async Task Should_never_hold_the_same_message_at_the_same_time_and_handle_each_once()
    {
        const int count = 4000;
        await using var test = await StartAsync();
        var held = new ConcurrentDictionary<string, byte>();
        var handled = new ConcurrentDictionary<string, int>();
        var twice = 0;
        using var done = new CancellationTokenSource();

        var receivers = Enumerable.Range(0, 8).Select(r => Task.Run(() => ReceiveUntilDoneAsync(r))).ToArray();
        var publishers = Enumerable.Range(0, 4).Select(p => Task.Run(async () =>
        {
            for (var i = 0; i < count / 4; i += 10)
                await test.PublishAsync([.. Enumerable.Range(i, 10).Select(n => $"{p}/{n}")]);
        }));
        await Task.WhenAll(publishers).Soon();
        await Task.WhenAll(receivers).Soon();

        Assert.Equal(0, twice);
        Assert.Equal(count, handled.Count);
        Assert.All(handled.Values, n => Assert.Equal(1, n));

        async Task ReceiveUntilDoneAsync(int seed)
        {
            try
            {
                await ReceiveAsync(seed);
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                // Another receiver handled the last one.
            }
        }

        async Task ReceiveAsync(int seed)
        {
            var random = new Random(seed);
            while (!done.IsCancellationRequested)
            {
                foreach (var delivery in await test.Broker.ReceiveAsync(Queue, 7, Timeout.InfiniteTimeSpan, cancellationToken: done.Token))
                {
                    var text = Text(delivery);
                    if (!held.TryAdd(text, 0))
                        Interlocked.Increment(ref twice);
                    if (random.Next(5) == 0)
                        await Task.Yield();
                    held.TryRemove(text, out _);
                    if (random.Next(10) == 0 && delivery.DeliveryCount == 1)
                    {
                        await test.Broker.RetryAsync(delivery.LeaseToken, TimeSpan.Zero);
                        continue;
                    }

                    handled.AddOrUpdate(text, 1, (_, n) => n + 1);
                    await test.Broker.AcknowledgeAsync(delivery.LeaseToken);
                }

                if (handled.Count == count)
                    await done.CancelAsync();
            }
        }
    }
}
