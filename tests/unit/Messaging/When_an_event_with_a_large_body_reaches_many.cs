using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_an_event_with_a_large_body_reaches_many
{
    private static readonly string _large = new('x', 4096);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_store_the_body_once_and_remove_it_with_the_last(bool restart)
    {
        await using var test = await WithSubscribersAsync("a", "b", "c");
        await test.PublishAsync(Event("t", "e", _large));
        Assert.Equal((1, 0), (Bodies(test), Outside.Scalar(test.File, "SELECT SUM(LENGTH(body)) FROM ready_2")));
        if (restart)
            await test.RestartAsync();

        foreach (var queue in new[] { "a", "b", "c" })
        {
            Assert.Equal(1, Bodies(test));
            var delivery = await test.ReceiveOneAsync(queue);
            Assert.Equal(_large, Text(delivery));
            await test.Broker.AcknowledgeAsync(delivery.LeaseToken);
        }

        Assert.Equal((0, 0), (Bodies(test), Outside.Scalar(test.File, "SELECT COUNT(*) FROM shared_use")));
    }

    [Fact]
    public async Task Should_keep_the_body_whatever_becomes_of_the_others()
    {
        await using var test = await WithSubscribersAsync("purged", "deleted", "dead", "delayed");
        await test.PublishAsync(Event("t", "e", _large));
        await test.Broker.PurgeAsync("purged");
        await test.Broker.DeleteQueueAsync("deleted");
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync("dead")).LeaseToken, new Failure("no"));
        await test.Broker.RetryAsync((await test.ReceiveOneAsync("delayed")).LeaseToken, TimeSpan.FromSeconds(5));
        Assert.Equal(1, Outside.Scalar(test.File, "SELECT uses FROM shared_use"));

        await test.AdvanceAsync(TimeSpan.FromSeconds(5));
        var last = await test.ReceiveOneAsync("delayed");
        Assert.Equal(_large, Text(last));
        await test.Broker.AcknowledgeAsync(last.LeaseToken);

        Assert.Equal(0, Bodies(test));
        var letter = await test.Broker.FindDeadLetterAsync((await test.TheDeadLetterAsync()).Id);
        Assert.Equal(4096, letter!.Message.Body.Length);
    }

    [Fact]
    public async Task Should_not_count_a_queue_that_had_it_already()
    {
        await using var test = await WithSubscribersAsync("a", "b");
        await test.Broker.DeclareQueueAsync("a", new QueueOptions { DedupeWindow = TimeSpan.FromMinutes(1) });
        var happened = Event("t", "e", _large);
        await test.PublishAsync(happened);
        await test.PublishAsync(happened);

        foreach (var queue in new[] { "a", "b" })
        {
            foreach (var delivery in await test.ReceiveAsync(queue: queue))
                await test.Broker.AcknowledgeAsync(delivery.LeaseToken);
        }

        Assert.Equal((1, 0), (test.Statistics("a").Duplicates, Bodies(test)));
    }

    private static long Bodies(TestBroker test) => Outside.Scalar(test.File, "SELECT COUNT(*) FROM shared_body");
}
