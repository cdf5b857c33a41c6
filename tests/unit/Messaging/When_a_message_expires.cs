using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_message_expires
{
    private static readonly TimeSpan _live = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Should_be_removed_and_counted_though_nobody_receives()
    {
        await using var test = await StartAsync(new QueueOptions { TimeToLive = _live });
        await test.AdvanceAsync(_live * 2); // that the broker lives is not that the message does
        await test.PublishAsync("a", "b");
        await test.AdvanceAsync(_live - TimeSpan.FromSeconds(1));
        Assert.Equal(2, test.Statistics().Ready);

        await test.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal((0, 2), (test.Statistics().Ready, test.Statistics().Expired));
        Assert.Empty(await test.Broker.ListDeadLettersAsync(new DeadLetterQuery()));
        Assert.Empty(await test.ReceiveAsync());
        await test.RestartAsync();
        Assert.Equal(0, test.Statistics().Ready);
    }

    [Fact]
    public async Task Should_become_a_dead_letter_where_the_queue_asks_for_it_and_be_delivered_when_replayed()
    {
        await using var test = await StartAsync(new QueueOptions { DeadLetterExpired = true });
        await test.PublishAsync(Expiring("x", test.Time.GetUtcNow() + _live));
        await test.AdvanceAsync(_live);

        var letter = await test.TheDeadLetterAsync();
        Assert.Equal((DeadLetterReasons.Expired, 1), (letter.Failure.Reason, test.Statistics().DeadLettered));

        await test.Broker.ReplayAsync(letter.Id, "me");
        Assert.Equal(["x"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_count_the_earlier_of_its_own_time_and_the_queues()
    {
        await using var test = await StartAsync(new QueueOptions { TimeToLive = _live });
        await test.PublishAsync(Expiring("soon", test.Time.GetUtcNow() + TimeSpan.FromSeconds(3)), Expiring("late", test.Time.GetUtcNow() + (_live * 10)));
        await test.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Equal((1, 1), (test.Statistics().Ready, test.Statistics().Expired));

        await test.AdvanceAsync(_live);

        Assert.Equal((0, 2), (test.Statistics().Ready, test.Statistics().Expired));
    }

    [Fact]
    public async Task Should_not_be_taken_from_one_who_holds_it()
    {
        await using var test = await StartAsync(new QueueOptions { TimeToLive = _live, LeaseDuration = TimeSpan.FromMinutes(1) });
        await test.PublishAsync("x", "y");
        var held = await test.ReceiveOneAsync();
        await test.AdvanceAsync(_live);
        Assert.Equal((0, 1), (test.Statistics().Ready, test.Statistics().Leased));

        await test.Broker.AcknowledgeAsync(held.LeaseToken);

        Assert.Equal((1, 1), (test.Statistics().Acknowledged, test.Statistics().Expired));
    }

    [Fact]
    public async Task Should_live_from_when_it_is_due_when_it_was_scheduled()
    {
        await using var test = await StartAsync(new QueueOptions { TimeToLive = _live });
        await test.PublishLaterAsync("x", TimeSpan.FromMinutes(1));
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["x"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_be_found_also_beyond_what_memory_holds()
    {
        await using var test = await StartAsync(new QueueOptions { TimeToLive = _live });
        foreach (var _ in Enumerable.Range(0, 10))
            await test.PublishAsync([.. Enumerable.Range(0, 1000).Select(_ => Text("x"))]);
        test.Time.Advance(_live);
        await Deadline.Until(() => test.Statistics().Expired == 10_000);
        Assert.Equal((0, 0), (test.Statistics().Ready, test.Statistics().Leased));
    }
}
