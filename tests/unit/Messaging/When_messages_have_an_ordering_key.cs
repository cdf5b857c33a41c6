using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_messages_have_an_ordering_key
{
    private static readonly TimeSpan _delay = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Should_be_handed_out_one_at_a_time_and_in_order()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"), Keyed("b", "b1"), Text("x"), Keyed("a", "a3"));

        var first = await test.ReceiveAsync();
        Assert.Equal(["a1", "b1", "x"], first.Select(Text));
        Assert.Empty(await test.ReceiveAsync());

        await test.Broker.AcknowledgeAsync(first[0].LeaseToken);
        var second = await test.ReceiveOneAsync();
        Assert.Equal("a2", Text(second));
        await test.Broker.AcknowledgeAsync(second.LeaseToken);
        Assert.Equal(["a3"], await test.ReceiveTextsAsync());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Should_wait_for_the_retry_of_the_first_and_keep_no_other_key_waiting(bool reopen, bool crash)
    {
        await using var test = await StartAsync();
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"), Keyed("b", "b1"));
        var taken = await test.ReceiveAsync();
        await test.Broker.RetryAsync(taken[0].LeaseToken, _delay);
        await test.Broker.AcknowledgeAsync(taken[1].LeaseToken);
        if (reopen)
            await (crash ? test.CrashAsync() : test.RestartAsync());

        await test.PublishAsync(Keyed("b", "b2"));
        var other = await test.ReceiveOneAsync();
        Assert.Equal("b2", Text(other));
        await test.Broker.AcknowledgeAsync(other.LeaseToken);
        Assert.Equal((1, 1), (test.Statistics().Ready, test.Statistics().Scheduled));
        Assert.Empty(await test.ReceiveAsync());

        await test.AdvanceAsync(_delay);
        var again = await test.ReceiveOneAsync();
        Assert.Equal(("a1", 2), (Text(again), again.DeliveryCount));
        await test.Broker.AcknowledgeAsync(again.LeaseToken);
        Assert.Equal(["a2"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_come_again_first_when_it_is_retried_at_once_or_its_lease_ends()
    {
        await using var test = await StartAsync(new QueueOptions { LeaseDuration = TimeSpan.FromSeconds(10) });
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"));
        await test.Broker.RetryAsync((await test.ReceiveOneAsync()).LeaseToken, TimeSpan.Zero);
        Assert.Equal(["a1"], await test.ReceiveTextsAsync());
        await test.AdvanceAsync(TimeSpan.FromSeconds(11));

        var third = Assert.Single(await test.ReceiveAsync());

        Assert.Equal(("a1", 3), (Text(third), third.DeliveryCount));
    }

    [Fact]
    public async Task Should_go_on_with_the_next_when_the_first_becomes_a_dead_letter()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"));
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, new Failure("no"));

        Assert.Equal(["a2"], await test.ReceiveTextsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_be_held_behind_a_dead_letter_where_the_queue_says_so_until_its_replay_is_handled(bool restart)
    {
        await using var test = await StartAsync(new QueueOptions { WhenKeyFails = WhenKeyFails.Hold });
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"), Keyed("b", "b1"));
        var taken = await test.ReceiveAsync();
        await test.Broker.DeadLetterAsync(taken[0].LeaseToken, new Failure("no"));
        await test.Broker.AcknowledgeAsync(taken[1].LeaseToken);
        if (restart)
            await test.RestartAsync();
        await test.PublishAsync(Keyed("a", "a3"), Keyed("b", "b2"));
        Assert.Equal(["b2"], await test.ReceiveTextsAsync());

        await test.Broker.ReplayAsync((await test.TheDeadLetterAsync()).Id, "me");
        foreach (var expected in new[] { "a1", "a2", "a3" })
        {
            var next = Assert.Single(await test.ReceiveAsync());
            Assert.Equal(expected, Text(next));
            await test.Broker.AcknowledgeAsync(next.LeaseToken);
        }

        Assert.Equal(DeadLetterStatus.Resolved, (await test.TheDeadLetterAsync()).Status);
        Assert.Equal((0, 1), (test.Statistics().Ready, test.Statistics().Leased));
    }

    [Fact]
    public async Task Should_be_handed_out_together_where_the_queue_does_not_order()
    {
        await using var test = await StartAsync(new QueueOptions { Ordering = false });
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"));
        Assert.Equal(["a1", "a2"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_be_ordered_as_soon_as_the_queue_begins_to_order()
    {
        await using var test = await StartAsync(new QueueOptions { Ordering = false });
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"), Keyed("a", "a3"));
        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions());
        await test.SettleAsync();

        Assert.Equal(["a1"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_wake_a_receiver_that_waits_when_it_is_the_next_ones_turn()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"));
        var first = await test.ReceiveOneAsync();
        var waiting = test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan).AsTask();
        Assert.False(waiting.IsCompleted);

        await test.Broker.AcknowledgeAsync(first.LeaseToken);

        Assert.Equal("a2", Text(Assert.Single(await waiting.Soon())));
    }

    [Fact]
    public async Task Should_be_left_by_a_purge_with_nothing_that_waited()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"), Keyed("b", "b1"), Keyed("b", "b2"));
        var taken = await test.ReceiveAsync();
        await test.Broker.RetryAsync(taken[1].LeaseToken, _delay);
        Assert.Empty(await test.ReceiveAsync());

        Assert.Equal(3, await test.Broker.PurgeAsync(Queue));
        await test.Broker.AcknowledgeAsync(taken[0].LeaseToken);
        await test.PublishAsync(Keyed("a", "a3"), Keyed("b", "b3"));

        Assert.Equal(["a3", "b3"], await test.ReceiveTextsAsync());
        Assert.Equal((0, 0), (test.Statistics().Ready, test.Statistics().Scheduled));
    }
}
