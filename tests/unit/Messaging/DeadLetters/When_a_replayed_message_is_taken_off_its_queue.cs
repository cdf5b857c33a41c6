using Messaging;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.DeadLetters;

public sealed class When_a_replayed_message_is_taken_off_its_queue
{
    [Fact]
    public async Task Should_wait_for_a_decision_again_after_a_purge()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a", "b");
        await test.Broker.ReplayAsync(ids, new DeadLetterAction("alice"));
        var leased = await test.ReceiveOneAsync();

        Assert.Equal(1, await test.Broker.PurgeAsync(Queue));

        Assert.Equal([DeadLetterStatus.Replayed, DeadLetterStatus.Failed], [(await test.LetterAsync(ids[0])).Status, (await test.LetterAsync(ids[1])).Status]);
        Assert.Equal(1, test.Statistics().DeadLettered);
        await test.Broker.AcknowledgeAsync(leased.LeaseToken);
        Assert.Equal(DeadLetterStatus.Resolved, (await test.LetterAsync(ids[0])).Status);
        var history = (await test.Broker.FindDeadLetterAsync(ids[1]))!.History;
        Assert.Equal(["failed", "replayed", "withdrawn"], history.Select(h => h.What));
        await test.Broker.ReplayAsync(ids[1], "bob");
        Assert.Equal(["b"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_wait_for_a_decision_again_after_the_queue_was_deleted()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a");
        await test.Broker.ReplayAsync(ids[0], "alice");
        var changed = new List<DeadLetter>();
        test.Broker.DeadLetterChanged += changed.Add;

        await test.Broker.DeleteQueueAsync(Queue);

        Assert.Equal(DeadLetterStatus.Failed, Assert.Single(changed).Status);
        Assert.Equal(DeadLetterStatus.Failed, (await test.LetterAsync(ids[0])).Status);
        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions());
        Assert.Equal(1, test.Statistics().DeadLettered);
    }

    [Fact]
    public async Task Should_be_a_dead_letter_again_when_its_time_is_over()
    {
        await using var test = await StartAsync(new QueueOptions { TimeToLive = TimeSpan.FromMinutes(1) });
        var ids = await test.FailAsync("a");
        await test.Broker.ReplayAsync(ids[0], "alice");

        await test.AdvanceAsync(TimeSpan.FromMinutes(2));

        var letter = await test.LetterAsync(ids[0]);
        Assert.Equal((DeadLetterStatus.Failed, DeadLetterReasons.Expired, 2), (letter.Status, letter.Failure.Reason, letter.Failures));
        Assert.Equal(1, test.Statistics().DeadLettered);
    }
}
