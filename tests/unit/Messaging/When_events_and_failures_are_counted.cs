using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_events_and_failures_are_counted
{
    [Fact]
    public async Task Should_count_events_of_each_topic_and_those_nobody_wanted_by_type()
    {
        await using var test = await StartAsync();
        await test.Broker.DeclareTopicAsync("empty");
        await test.Broker.SubscribeAsync(new Subscription("news", "work", TestBroker.Queue, ["news.sport"]));

        await test.PublishAsync(Event("news", "news.sport"));
        await test.PublishAsync(Event("news", "news.arts"), Text("between"), Event("empty", "any"), Event("news", "news.sport"), Event("news", "news.arts"));

        var topics = test.Broker.Topics();
        Assert.Equal([("empty", 1L, 1L), ("news", 4L, 2L)], topics.Select(t => (t.Topic, t.Published, t.Unwanted)));
        Assert.Equal([KeyValuePair.Create("news.arts", 2L)], topics[1].UnwantedTypes);
    }

    [Fact]
    public async Task Should_count_failed_deliveries_but_not_messages_given_back()
    {
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = 2 });
        await test.PublishAsync("bad", "given back", "outage");
        var deliveries = await test.ReceiveAsync(3);

        await test.Broker.RetryAsync(deliveries[1].LeaseToken, TimeSpan.Zero, unlimited: true);
        Assert.Equal(0, test.Statistics().Failed);
        await test.Broker.RetryAsync(deliveries[0].LeaseToken, TimeSpan.Zero);
        await test.Broker.RetryAsync(deliveries[2].LeaseToken, TimeSpan.FromSeconds(1), unlimited: true);
        Assert.Equal(2, test.Statistics().Failed);
        foreach (var again in await test.ReceiveAsync(3))
            await test.Broker.DeadLetterAsync(again.LeaseToken, new Failure("enough"));

        Assert.Equal(4, test.Statistics().Failed);
    }
}
