using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_queue_limits_its_receivers
{
    [Fact]
    public async Task Should_have_no_more_under_lease_than_it_allows()
    {
        await using var test = await StartAsync(new QueueOptions { MaxLeased = 2 });
        await test.PublishAsync("a", "b", "c", "d");
        var first = await test.ReceiveAsync();
        Assert.Equal(["a", "b"], first.Select(Text));
        var waiting = test.Broker.ReceiveAsync(Queue, 10, Timeout.InfiniteTimeSpan).AsTask();
        Assert.Equal(1, test.Statistics().Receivers);

        await test.Broker.AcknowledgeAsync(first[0].LeaseToken);

        Assert.Equal(["c"], (await waiting.Soon()).Select(Text));
        Assert.Empty(await test.ReceiveAsync());
    }

    [Fact]
    public async Task Should_hand_out_no_more_in_a_second_than_it_allows()
    {
        await using var test = await StartAsync(new QueueOptions { RatePerSecond = 20 });
        await test.PublishAsync([.. Enumerable.Range(0, 200).Select(i => Text($"{i}"))]);
        var taken = 0;
        for (var tick = 0; tick < 100; tick++)
        {
            test.Time.Advance(TimeSpan.FromMilliseconds(50));
            taken += (await test.ReceiveAsync()).Count;
        }

        Assert.InRange(taken, 98, 102); // five seconds, and the burst at the beginning
    }

    [Fact]
    public async Task Should_wake_a_receiver_when_the_rate_allows_it()
    {
        await using var test = await StartAsync(new QueueOptions { RatePerSecond = 1 });
        await test.PublishAsync("a", "b");
        test.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["a"], await test.ReceiveTextsAsync());
        var waiting = test.Broker.ReceiveAsync(Queue, 10, Timeout.InfiniteTimeSpan).AsTask();
        Assert.False(waiting.IsCompleted);

        test.Time.Advance(TimeSpan.FromSeconds(1.1));

        Assert.Equal(["b"], (await waiting.Soon()).Select(Text));
    }
}
