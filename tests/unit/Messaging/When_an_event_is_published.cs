using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_an_event_is_published
{
    [Fact]
    public async Task Should_reach_every_subscription_that_wants_its_type()
    {
        await using var test = await StartWithTopicAsync();
        await test.Broker.SubscribeAsync(new Subscription("sales", "all", "all"));
        await test.Broker.SubscribeAsync(new Subscription("sales", "placed", "placed", ["order-placed", "order-changed"]));

        var reached = await test.Broker.PublishAsync(
            [Event("sales", "order-placed", "1"), Event("sales", "order-shipped", "2"), Event("sales", "ORDER-PLACED", "3")]);

        Assert.Equal([2, 1, 1], reached);
        Assert.Equal(["1", "2", "3"], await test.ReceiveTextsAsync(queue: "all"));
        Assert.Equal(["1"], await test.ReceiveTextsAsync(queue: "placed"));
    }

    [Fact]
    public async Task Should_be_settled_at_each_queue_by_itself()
    {
        await using var test = await StartWithTopicAsync();
        await test.Broker.SubscribeAsync(new Subscription("sales", "a", "all"));
        await test.Broker.SubscribeAsync(new Subscription("sales", "b", "placed"));
        await test.Broker.PublishAsync([Event("sales", "order-placed", "1")]);
        await test.Broker.AcknowledgeAsync((await test.ReceiveOneAsync("all")).LeaseToken);
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync("placed")).LeaseToken, new Failure("no"));

        Assert.Equal("placed", (await test.TheDeadLetterAsync()).Queue);
        Assert.Equal((0, 1), (test.Statistics("all").DeadLettered, test.Statistics("placed").DeadLettered));
    }

    [Fact]
    public async Task Should_reach_nobody_without_an_error_where_nobody_subscribed()
    {
        await using var test = await StartWithTopicAsync();

        Assert.Equal([0], await test.Broker.PublishAsync([Event("sales", "order-placed")]));
    }

    [Fact]
    public async Task Should_follow_a_subscription_that_was_replaced_or_deleted()
    {
        await using var test = await StartWithTopicAsync();
        Assert.True(await test.Broker.SubscribeAsync(new Subscription("sales", "s", "all")));
        Assert.False(await test.Broker.SubscribeAsync(new Subscription("sales", "s", "placed")));
        await test.Broker.PublishAsync([Event("sales", "x", "1")]);
        Assert.True(await test.Broker.UnsubscribeAsync("sales", "s"));
        Assert.False(await test.Broker.UnsubscribeAsync("sales", "s"));
        await test.Broker.PublishAsync([Event("sales", "x", "2")]);

        Assert.Empty(await test.ReceiveAsync(queue: "all"));
        Assert.Equal(["1"], await test.ReceiveTextsAsync(queue: "placed"));
    }

    [Fact]
    public async Task Should_not_reach_a_queue_that_was_deleted_even_when_it_is_made_again()
    {
        await using var test = await StartWithTopicAsync();
        await test.Broker.SubscribeAsync(new Subscription("sales", "s", "all"));
        await test.Broker.DeleteQueueAsync("all");
        Assert.Empty(test.Broker.Subscriptions);
        await test.Broker.DeclareQueueAsync("all", new QueueOptions());

        Assert.Equal([0], await test.Broker.PublishAsync([Event("sales", "x")]));
    }

    [Fact]
    public async Task Should_refuse_a_subscription_into_a_queue_that_does_not_exist()
    {
        await using var test = await StartWithTopicAsync();

        await Assert.ThrowsAsync<UnknownQueueException>(() => test.Broker.SubscribeAsync(new Subscription("sales", "s", "nowhere")));
        Assert.Empty(test.Broker.Subscriptions);
    }

    private static async Task<TestBroker> StartWithTopicAsync()
    {
        var test = await StartAsync();
        Assert.True(await test.Broker.DeclareTopicAsync("sales"));
        Assert.False(await test.Broker.DeclareTopicAsync("sales"));
        await test.Broker.DeclareQueueAsync("all", new QueueOptions());
        await test.Broker.DeclareQueueAsync("placed", new QueueOptions());
        return test;
    }
}
