using Messaging;
using Messaging.Embedded;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_process_ended_with_messages_in_hand
{
    [Fact]
    public async Task Should_deliver_them_one_at_a_time_with_the_attempt_counted_and_others_meanwhile()
    {
        await using var test = await StartAsync();
        await test.Broker.DeclareQueueAsync("other", new QueueOptions());
        await test.PublishAsync(Text("a"), Text("b"), Text("c"), Text("o", "other"));
        await test.ReceiveAsync(2);
        await test.ReceiveAsync(1, "other");
        await test.CrashAsync();

        var a = Assert.Single(await test.ReceiveAsync());
        Assert.Equal(("a", 2, 1), (Text(a), a.DeliveryCount, a.Attempt));
        Assert.Empty(await test.ReceiveAsync(queue: "other"));
        Assert.Equal(["c"], await test.ReceiveTextsAsync());

        await test.Broker.AcknowledgeAsync(a.LeaseToken);
        var b = Assert.Single(await test.ReceiveAsync());
        Assert.Equal("b", Text(b));
        await test.Broker.RetryAsync(b.LeaseToken, TimeSpan.Zero);
        Assert.Equal(["b"], await test.ReceiveTextsAsync()); // it came back by itself, and is suspected no more
        Assert.Equal("o", Text(Assert.Single(await test.ReceiveAsync(queue: "other"))));
    }

    [Fact]
    public async Task Should_make_the_one_that_ends_it_each_time_a_dead_letter_and_spare_its_neighbours()
    {
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = 3 });
        await test.PublishAsync("innocent", "poison", "bystander");
        await test.ReceiveAsync();
        await test.CrashAsync();
        for (var crash = 0; (await test.Broker.ListDeadLettersAsync(new DeadLetterQuery())).Count == 0; crash++)
        {
            Assert.True(crash < 5, "It was delivered more often than it may be.");
            while (await test.ReceiveAsync(1) is [var delivery] && Text(delivery) != "poison")
                await test.Broker.AcknowledgeAsync(delivery.LeaseToken);
            await test.CrashAsync();
        }

        var letter = await test.TheDeadLetterAsync();
        Assert.Equal((DeadLetterReasons.ProcessEnded, 4), (letter.Failure.Reason, letter.Attempts));
        Assert.Equal(1, test.Statistics().DeadLettered);
        Assert.Equal(["bystander"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_count_at_once_for_the_one_that_was_alone()
    {
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = 1 });
        await test.PublishAsync("poison", "next");
        await test.ReceiveOneAsync();

        await test.CrashAsync();

        Assert.Equal(DeadLetterReasons.ProcessEnded, (await test.TheDeadLetterAsync()).Failure.Reason);
        Assert.Equal(["next"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_go_on_with_other_suspects_when_the_queue_of_the_one_in_hand_is_deleted()
    {
        await using var test = await StartAsync();
        await test.Broker.DeclareQueueAsync("other", new QueueOptions());
        await test.PublishAsync(Text("a"), Text("o", "other"));
        await test.ReceiveAsync();
        await test.ReceiveAsync(queue: "other");
        await test.CrashAsync();
        await test.ReceiveOneAsync("other");
        Assert.Empty(await test.ReceiveAsync());
        var waiting = test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan).AsTask();

        await test.Broker.DeleteQueueAsync("other");

        Assert.Equal("a", Text(Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken))));
    }

    [Fact]
    public async Task Should_still_suspect_them_when_the_queue_is_read_again()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("a", "b", "c");
        await test.ReceiveAsync(2);
        await test.CrashAsync();

        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions { Ordering = false });
        await test.SettleAsync();

        Assert.Equal("a", Text(Assert.Single(await test.ReceiveAsync())));
        Assert.Equal(["c"], await test.ReceiveTextsAsync());
        Assert.Empty(await test.ReceiveAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_give_back_their_places_in_the_ledger_when_they_are_purged_or_deleted(bool deleted)
    {
        await using var test = await StartAsync();
        await test.PublishAsync("a", "b", "c");
        await test.ReceiveAsync(2);
        await test.CrashAsync();
        Assert.Equal(2, Noted());

        if (deleted)
            await test.Broker.DeleteQueueAsync(Queue);
        else
            Assert.Equal(3, await test.Broker.PurgeAsync(Queue));

        Assert.Equal(0, Noted());

        int Noted()
        {
            using var ledger = new InFlightLedger(Path.Combine(test.Directory, "broker.inflight"));
            return ledger.Left.Count;
        }
    }

    [Fact]
    public async Task Should_suspect_nobody_after_an_end_in_good_order()
    {
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = 1 });
        await test.PublishAsync("a", "b");
        await test.ReceiveAsync();

        await test.RestartAsync();

        Assert.Equal([("a", 1), ("b", 1)], (await test.ReceiveAsync()).Select(d => (Text(d), d.DeliveryCount)));
    }

    [Fact]
    public async Task Should_keep_the_order_of_a_key_whose_first_message_is_suspected()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(Keyed("a", "a1"), Keyed("a", "a2"), Keyed("b", "b1"));
        await test.ReceiveAsync();
        await test.CrashAsync();

        var first = await test.ReceiveOneAsync();
        Assert.Equal("a1", Text(first));
        Assert.Empty(await test.ReceiveAsync());
        await test.Broker.AcknowledgeAsync(first.LeaseToken);
        Assert.Equal("b1", Text(Assert.Single(await test.ReceiveAsync())));
        Assert.Equal(["a2"], await test.ReceiveTextsAsync());
    }
}
