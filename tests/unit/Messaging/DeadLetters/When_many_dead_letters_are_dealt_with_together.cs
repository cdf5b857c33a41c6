using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.DeadLetters;

public sealed class When_many_dead_letters_are_dealt_with_together
{
    private static readonly DeadLetterAction _alice = new("alice");

    [Fact]
    public async Task Should_answer_for_each_in_order_and_let_no_refusal_hold_up_the_others()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a", "b", "c");
        await test.Broker.ReplayAsync(ids[1], "bob");

        var results = await test.Broker.ReplayAsync([ids[2], 4711, ids[1], ids[0]], _alice);

        Assert.Equal([ids[2], 4711, ids[1], ids[0]], results.Select(r => r.Id));
        Assert.Equal([DeadLetterStatus.Replayed, null, null, DeadLetterStatus.Replayed], results.Select(r => r.Letter?.Status));
        Assert.Null(Assert.IsType<DeadLetterStateException>(results[1].Refusal).Status);
        Assert.Equal(DeadLetterStatus.Replayed, Assert.IsType<DeadLetterStateException>(results[2].Refusal).Status);
        Assert.Equal(["b", "c", "a"], await test.ReceiveTextsAsync());
        Assert.Equal(0, test.Statistics().DeadLettered);
    }

    [Fact]
    public async Task Should_refuse_the_same_one_a_second_time()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a");

        var results = await test.Broker.ReplayAsync([ids[0], ids[0]], _alice);

        Assert.Equal([true, false], results.Select(r => r.Letter is not null));
        Assert.Single(await test.ReceiveAsync());
    }

    [Fact]
    public async Task Should_let_each_be_replayed_by_one_of_two_who_want_them_at_once()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync([.. Enumerable.Range(0, 200).Select(i => $"t{i}")]);

        var both = await Task.WhenAll(
            Task.Run(() => test.Broker.ReplayAsync(ids, _alice)), Task.Run(() => test.Broker.ReplayAsync([.. ids.Reverse()], new DeadLetterAction("bob")))).Soon();

        Assert.Equal(ids.Length, both.SelectMany(r => r).Count(r => r.Letter is not null));
        Assert.Equal(ids.Length, (await test.ReceiveAsync(1000)).Select(d => d.Message.Id).Distinct().Count());
    }

    [Fact]
    public async Task Should_not_do_again_what_the_same_operation_did_before()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a", "b");
        var operation = new DeadLetterAction("alice", "op-1");
        await test.Broker.ReplayAsync([ids[0]], operation);
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, new Failure("again"));

        var results = await test.Broker.ReplayAsync(ids, operation);

        Assert.Equal([true, false], results.Select(r => r.WasAlready));
        Assert.All(results, r => Assert.Null(r.Refusal));
        Assert.Equal(["b"], await test.ReceiveTextsAsync());
        var back = await test.LetterAsync(ids[0]);
        Assert.Equal((DeadLetterStatus.Failed, 2, "alice", "op-1"), (back.Status, back.Failures, back.LastBy, back.LastOperation));
        Assert.NotNull(Assert.Single(await test.Broker.ReplayAsync([ids[0]], new DeadLetterAction("alice", "op-2"))).Letter);
    }

    [Fact]
    public async Task Should_know_that_the_same_operation_deleted_them()
    {
        await using var test = await StartAsync();
        var ids = await test.FailAsync("a", "b");
        var operation = new DeadLetterAction("alice", "op-1");
        await test.Broker.DeleteAsync([ids[0]], operation);
        await test.Broker.DeleteAsync([ids[1]], new DeadLetterAction("bob"));

        var results = await test.Broker.DeleteAsync(ids, operation);

        Assert.Equal((true, null), (results[0].WasAlready, results[0].Refusal));
        Assert.Null(Assert.IsType<DeadLetterStateException>(results[1].Refusal).Status);
    }

    [Fact]
    public async Task Should_take_several_transactions_for_bodies_that_are_too_many_for_one()
    {
        await using var test = await StartAsync(new QueueOptions { MaxBodyBytes = 8 * 1024 * 1024 });
        var large = new string('x', 6 * 1024 * 1024);
        var ids = await test.FailAsync("1" + large, "2" + large, "3" + large, "4" + large);

        var results = await test.Broker.ReplayAsync(ids, _alice);

        Assert.Equal(ids, results.Select(r => r.Letter!.Id));
        for (var expected = '1'; expected <= '4'; expected++)
        {
            var next = Assert.Single(await test.Broker.ReceiveAsync(Queue, 1, Deadline.Generous).Soon());
            Assert.Equal(expected, Text(next)[0]);
            await test.Broker.AcknowledgeAsync(next.LeaseToken);
        }
    }

    [Fact]
    public async Task Should_take_a_thousand_and_not_one_more()
    {
        await using var test = await StartAsync();

        Assert.Equal(1000, (await test.Broker.ArchiveAsync([.. Enumerable.Range(1, 1000).Select(i => (long)i)], _alice)).Count);
        Assert.Empty(await test.Broker.ArchiveAsync([], _alice));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => test.Broker.ArchiveAsync([.. Enumerable.Range(1, 1001).Select(i => (long)i)], _alice));
    }
}
