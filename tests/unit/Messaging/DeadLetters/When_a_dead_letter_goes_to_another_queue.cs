using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.DeadLetters;

public sealed class When_a_dead_letter_goes_to_another_queue
{
    private const string Other = "other";
    private static readonly DeadLetterAction _there = new("alice", Queue: Other);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_be_resolved_when_it_is_handled_there(bool restarted)
    {
        await using var test = await StartWithOtherAsync();
        var ids = await test.FailAsync("a");

        var replayed = Assert.Single(await test.Broker.ReplayAsync(ids, _there)).Letter!;
        Assert.Equal((Other, DeadLetterStatus.Replayed), (replayed.Queue, replayed.Status));
        Assert.Equal(0, test.Statistics().DeadLettered);
        Assert.Empty(await test.ReceiveAsync());
        if (restarted)
            await test.RestartAsync();
        await test.Broker.AcknowledgeAsync((await test.ReceiveOneAsync(Other)).LeaseToken);

        Assert.Equal(DeadLetterStatus.Resolved, (await test.LetterAsync(ids[0])).Status);
    }

    [Fact]
    public async Task Should_come_back_to_the_same_record_when_it_fails_there()
    {
        await using var test = await StartWithOtherAsync();
        var ids = await test.FailAsync("a");
        await test.Broker.ReplayAsync(ids, _there);
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync(Other)).LeaseToken, new Failure("there, too"));

        var back = await test.TheDeadLetterAsync();

        Assert.Equal((ids[0], Other, "there, too", 2), (back.Id, back.Queue, back.Failure.Reason, back.Failures));
        Assert.Equal((0, 1), (test.Statistics().DeadLettered, test.Statistics(Other).DeadLettered));
        var history = (await test.Broker.FindDeadLetterAsync(back.Id))!.History;
        Assert.Equal(["failed", "replayed", "failed"], history.Select(h => h.What));
        Assert.Contains(Other, history[1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_refused_where_there_is_no_such_queue_or_its_message_failed_there_too()
    {
        await using var test = await StartWithOtherAsync();
        await test.Broker.SubscribeAsync(new Subscription("t", "1", Queue));
        await test.Broker.SubscribeAsync(new Subscription("t", "2", Other));
        await test.PublishAsync(Event("t", "e"));
        foreach (var queue in new[] { Queue, Other })
            await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync(queue)).LeaseToken, new Failure("no"));
        var letters = await test.Broker.ListDeadLettersAsync(new DeadLetterQuery());
        var (here, there) = (letters.Single(l => l.Queue == Queue), letters.Single(l => l.Queue == Other));

        var refused = Assert.IsType<DeadLetterExistsException>(Assert.Single(await test.Broker.ReplayAsync([here.Id], _there)).Refusal);
        Assert.Equal((here.Id, Other, there.Id), (refused.Id, refused.Queue, refused.Other));
        var unknown = Assert.Single(await test.Broker.ReplayAsync([here.Id], new DeadLetterAction("alice", Queue: "nowhere"))).Refusal;
        Assert.Equal("nowhere", Assert.IsType<UnknownQueueException>(unknown).Queue);
        Assert.Equal(here, await test.LetterAsync(here.Id));
    }

    [Fact]
    public async Task Should_be_possible_when_its_own_queue_was_deleted()
    {
        await using var test = await StartWithOtherAsync();
        var ids = await test.FailAsync("a");
        await test.Broker.DeleteQueueAsync(Queue);

        Assert.IsType<UnknownQueueException>(Assert.Single(await test.Broker.ReplayAsync(ids, new DeadLetterAction("alice"))).Refusal);
        Assert.NotNull(Assert.Single(await test.Broker.ReplayAsync(ids, _there)).Letter);
        Assert.Equal(["a"], await test.ReceiveTextsAsync(queue: Other));
    }

    [Fact]
    public async Task Should_find_a_queue_for_what_was_unroutable()
    {
        await using var test = await StartWithOtherAsync();
        await test.Broker.PublishAsync([Text("lost", "nowhere")], Unroutable.DeadLetter);

        var replayed = Assert.Single(await test.Broker.ReplayAsync([(await test.TheDeadLetterAsync()).Id], _there)).Letter!;

        Assert.Equal(["lost"], await test.ReceiveTextsAsync(queue: Other));
        Assert.Equal(Other, replayed.Queue);
    }

    private static async Task<TestBroker> StartWithOtherAsync()
    {
        var test = await StartAsync();
        await test.Broker.DeclareQueueAsync(Other, new QueueOptions());
        return test;
    }
}
