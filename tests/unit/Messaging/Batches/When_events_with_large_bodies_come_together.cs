using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

/// <summary>The references to bodies that queues share are in batches, the bodies are not.</summary>
[Collection(FaultPoints.Name)]
public sealed class When_events_with_large_bodies_come_together
{
    private const int Count = 20;
    private static readonly string[] _texts = [.. Enumerable.Range(0, Count).Select(i => $"{i} {new string((char)('a' + i), 600)}")];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_store_each_body_once_and_remove_it_with_the_last_that_uses_it(bool restart)
    {
        await using var test = await WithEventsAsync("a", "b");
        Assert.Equal((Count, 0, 1), (Bodies(test), Outside.Scalar(test.File, "SELECT COUNT(*) FROM ready_2"), Outside.Scalar(test.File, "SELECT COUNT(*) FROM batch_2")));
        if (restart)
            await test.RestartAsync();

        var first = await test.ReceiveAsync(queue: "a");
        Assert.Equal(_texts, first.Select(Text));
        await test.AcknowledgeAsync(first);
        Assert.Equal(Count, Bodies(test));

        var second = await test.ReceiveAsync(queue: "b");
        await test.AcknowledgeAsync(second.Take(7));
        Assert.Equal(Count - 7, Bodies(test));
        if (restart)
        {
            await test.RestartAsync();
            second = [.. second.Take(7), .. await test.ReceiveAsync(queue: "b")];
            Assert.Equal(_texts, second.Select(Text));
        }

        await test.AcknowledgeAsync(second.Skip(7));
        AssertNothingIsLeft(test);
    }

    [Fact]
    public async Task Should_keep_the_bodies_of_what_is_leased_when_the_others_are_purged()
    {
        await using var test = await WithEventsAsync("a", "b");
        var leased = await test.ReceiveAsync(3, "a");
        await test.Broker.RetryAsync(leased[0].LeaseToken, TimeSpan.FromHours(1)); // purged where it waits
        Assert.Equal(Count - 2, await test.Broker.PurgeAsync("a"));
        await test.Broker.DeleteQueueAsync("b");

        Assert.Equal(2, Bodies(test));
        await test.RestartAsync();
        var left = await test.ReceiveAsync(queue: "a");
        Assert.Equal(_texts[1..3], left.Select(Text));
        await test.AcknowledgeAsync(left);
        AssertNothingIsLeft(test);
    }

    [Fact]
    public async Task Should_count_once_what_leaves_in_the_transaction_that_deletes_the_queue()
    {
        await using var test = await WithEventsAsync("a", "b");
        var deliveries = await test.ReceiveAsync(queue: "a");

        await test.InOneTransactionAsync(
            () => test.Broker.AcknowledgeAsync([.. deliveries.Take(5)]),
            () => test.Broker.RetryAsync(deliveries[6].LeaseToken, TimeSpan.Zero),
            () => test.Broker.DeleteQueueAsync("a"));

        Assert.Equal((Count, Count), (Bodies(test), Outside.Scalar(test.File, "SELECT SUM(uses) FROM shared_use")));
        Assert.Equal(_texts, (await test.ReceiveAsync(queue: "b")).Select(Text));
    }

    [Fact]
    public async Task Should_not_be_read_into_memory_together_however_large_they_are()
    {
        // 36 MB of bodies behind one batch of a few KiB; the window holds 16 MiB and what one read brings on top.
        const int count = 40;
        await using var test = await WithSubscribersAsync("a", "b");
        await test.Broker.PublishAsync([.. Enumerable.Range(0, count).Select(i => Event("t", "e", $"{i} " + new string('x', 900_000)))]).Soon();
        await test.RestartAsync();

        var held = await test.ReceiveAsync(count, "a");

        Assert.InRange(held.Count, 1, count - 1);
        for (var next = 0; next < count;)
        {
            foreach (var delivery in held)
                Assert.StartsWith($"{next++} ", Text(delivery), StringComparison.Ordinal);
            await test.AcknowledgeAsync(held);
            await test.SettleAsync();
            held = await test.ReceiveAsync(count, "a");
        }
    }

    private static void AssertNothingIsLeft(TestBroker test) =>
        Assert.Equal((0, 0), (Bodies(test), Outside.Scalar(test.File, "SELECT COUNT(*) FROM shared_use")));

    private static long Bodies(TestBroker test) => Outside.Scalar(test.File, "SELECT COUNT(*) FROM shared_body");

    private static async Task<TestBroker> WithEventsAsync(params string[] queues)
    {
        var test = await WithSubscribersAsync(queues);
        await test.Broker.PublishAsync([.. _texts.Select(text => Event("t", "e", text))]).Soon();
        return test;
    }

    private static async Task<TestBroker> WithSubscribersAsync(params string[] queues)
    {
        var test = await StartAsync();
        foreach (var queue in queues)
        {
            await test.Broker.DeclareQueueAsync(queue, new QueueOptions());
            await test.Broker.SubscribeAsync(new Subscription("t", queue, queue));
        }

        return test;
    }
}
