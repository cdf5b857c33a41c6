using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.DeadLetters;

public sealed class When_a_dead_letter_is_archived
{
    private static readonly DeadLetterAction _alice = new("alice", "op-7");

    [Fact]
    public async Task Should_be_out_of_the_count_until_it_is_restored()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a", "b");
        var changed = new List<DeadLetter>();
        test.Broker.DeadLetterChanged += changed.Add;

        var archived = Assert.Single(await test.Broker.ArchiveAsync([ids[0]], _alice)).Letter!;
        Assert.Equal((DeadLetterStatus.Archived, 1), (archived.Status, test.Statistics().DeadLettered));
        Assert.Equal(archived, await test.LetterAsync(ids[0]));
        await Assert.ThrowsAsync<DeadLetterStateException>(() => test.Broker.ReplayAsync(ids[0], "bob"));
        await test.RestartAsync();
        Assert.Equal(1, test.Statistics().DeadLettered);

        var restored = Assert.Single(await test.Broker.RestoreAsync([ids[0]], new DeadLetterAction("bob"))).Letter!;
        Assert.Equal((DeadLetterStatus.Failed, 2), (restored.Status, test.Statistics().DeadLettered));
        Assert.Equal([archived], changed);
        var history = (await test.Broker.FindDeadLetterAsync(ids[0]))!.History;
        Assert.Equal([("failed", null, null), ("archived", "alice", "op-7"), ("restored", "bob", null)], history.Select(h => (h.What, h.By, h.Operation)));
        await test.Broker.ReplayAsync(ids[0], "bob");
        Assert.Equal(["a"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_go_back_to_resolved_when_it_was_and_not_wait_for_anybody_again()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a");
        await test.Broker.ReplayAsync(ids[0], "alice");
        await test.Broker.AcknowledgeAsync((await test.ReceiveOneAsync()).LeaseToken);

        Assert.NotNull(Assert.Single(await test.Broker.ArchiveAsync(ids, _alice)).Letter);
        Assert.NotNull(await test.Broker.OldestOpenDeadLetterAsync());
        Assert.Equal(DeadLetterStatus.Resolved, Assert.Single(await test.Broker.RestoreAsync(ids, new DeadLetterAction("bob"))).Letter!.Status);
        Assert.Equal(0, test.Statistics().DeadLettered);
        Assert.Null(await test.Broker.OldestOpenDeadLetterAsync());
    }

    [Fact]
    public async Task Should_be_refused_while_it_is_replayed_and_so_should_deleting()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a");
        await test.Broker.ReplayAsync(ids[0], "alice");

        foreach (var refused in new[] { await test.Broker.ArchiveAsync(ids, _alice), await test.Broker.RestoreAsync(ids, _alice), await test.Broker.DeleteAsync(ids, _alice) })
            Assert.Equal(DeadLetterStatus.Replayed, Assert.IsType<DeadLetterStateException>(Assert.Single(refused).Refusal).Status);

        Assert.Equal(DeadLetterStatus.Replayed, (await test.LetterAsync(ids[0])).Status);
        Assert.Equal(["a"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_be_gone_for_good_once_it_is_deleted()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a", "b");
        var deleted = new List<long>();
        test.Broker.DeadLetterDeleted += deleted.Add;

        var result = Assert.Single(await test.Broker.DeleteAsync([ids[1]], _alice));

        Assert.Equal((null, null, false), (result.Letter, result.Refusal, result.WasAlready));
        Assert.Equal([ids[1]], deleted);
        Assert.Null(await test.Broker.FindDeadLetterAsync(ids[1]));
        Assert.Equal((1, ids[0]), (test.Statistics().DeadLettered, (await test.TheDeadLetterAsync()).Id));
        Assert.Equal(1, Outside.Scalar(test.File, $"SELECT COUNT(*) FROM dead_letter_event WHERE dead_letter_id = {ids[1]} AND what = 'deleted' AND by = 'alice'"));
        Assert.Equal(1, Outside.Scalar(test.File, $"SELECT COUNT(*) FROM dead_letter_event WHERE dead_letter_id = {ids[1]}"));
    }

    [Fact]
    public async Task Should_be_left_alone_where_only_another_status_is_meant()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a", "b");
        await test.Broker.ArchiveAsync([ids[1]], _alice);

        var results = await test.Broker.DeleteAsync(ids, new DeadLetterAction("retention", Only: DeadLetterStatus.Archived));

        Assert.Equal(DeadLetterStatus.Failed, Assert.IsType<DeadLetterStateException>(results[0].Refusal).Status);
        Assert.Null(results[1].Refusal);
    }
}
