using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_dead_letter_is_replayed
{
    private static readonly QueueOptions _options = new() { MaxDeliveryAttempts = 2 };

    [Fact]
    public async Task Should_keep_its_count_and_have_fresh_attempts()
    {
        await using var test = await StartAsync(_options);
        var letter = await FailAsync(test, 2);
        var replayed = await test.Broker.ReplayAsync(letter.Id, "alice");

        Assert.Equal((DeadLetterStatus.Replayed, letter.Version + 1), (replayed.Status, replayed.Version));
        Assert.Equal((1, 0), (test.Statistics().Ready, test.Statistics().DeadLettered));
        var delivery = await test.ReceiveOneAsync();
        Assert.Equal((letter.MessageId, 3, 1), (delivery.Message.Id, delivery.DeliveryCount, delivery.Attempt));
        await test.Broker.RetryAsync(delivery.LeaseToken, TimeSpan.Zero);
        delivery = await test.ReceiveOneAsync();
        Assert.Equal((4, 2), (delivery.DeliveryCount, delivery.Attempt));
    }

    [Fact]
    public async Task Should_refuse_a_second_replay()
    {
        await using var test = await StartAsync(_options);
        var letter = await FailAsync(test, 2);
        var both = await Task.WhenAll(TryReplayAsync(test, letter.Id), TryReplayAsync(test, letter.Id)).Soon();

        Assert.Single(both, done => done);
        Assert.Single(await test.ReceiveAsync());
        var refused = await Assert.ThrowsAsync<DeadLetterStateException>(() => test.Broker.ReplayAsync(letter.Id, "bob"));
        Assert.Equal(DeadLetterStatus.Replayed, refused.Status);
        Assert.Null((await Assert.ThrowsAsync<DeadLetterStateException>(() => test.Broker.ReplayAsync(12345, "bob"))).Status);
    }

    [Fact]
    public async Task Should_come_back_to_the_same_record_when_it_fails_again()
    {
        await using var test = await StartAsync(_options);
        var letter = await FailAsync(test, 2);
        await test.AdvanceAsync(TimeSpan.FromHours(1));
        await test.Broker.ReplayAsync(letter.Id, "alice");
        for (var i = 0; i < 2; i++)
            await test.Broker.RetryAsync((await test.ReceiveOneAsync()).LeaseToken, TimeSpan.Zero, new Failure("again"));

        var back = await test.TheDeadLetterAsync();
        Assert.Equal(
            (letter.Id, DeadLetterStatus.Failed, 4, "again", letter.FirstFailedAt, letter.FailedAt + TimeSpan.FromHours(1)),
            (back.Id, back.Status, back.Attempts, back.Failure.Reason, back.FirstFailedAt, back.FailedAt));
        Assert.True(back.Version > letter.Version);
        Assert.Equal(1, test.Statistics().DeadLettered);
        var history = (await test.Broker.FindDeadLetterAsync(letter.Id))!.History;
        Assert.Equal(["failed", "replayed", "failed"], history.Select(h => h.What));
        Assert.Equal("alice", history[1].By);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_be_resolved_once_it_is_acknowledged(bool restarted)
    {
        await using var test = await StartAsync(_options);
        var letter = await FailAsync(test, 2);
        await test.Broker.ReplayAsync(letter.Id, "alice");
        if (restarted)
            await test.RestartAsync();
        var changed = new List<DeadLetter>();
        test.Broker.DeadLetterChanged += changed.Add;
        await test.Broker.AcknowledgeAsync((await test.ReceiveOneAsync()).LeaseToken);

        var resolved = await test.TheDeadLetterAsync();
        Assert.Equal(DeadLetterStatus.Resolved, resolved.Status);
        Assert.Equal([resolved], changed);
        Assert.Equal(0, test.Statistics().DeadLettered);
        await Assert.ThrowsAsync<DeadLetterStateException>(() => test.Broker.ReplayAsync(letter.Id, "bob"));
    }

    [Fact]
    public async Task Should_be_resolved_also_after_a_delayed_retry()
    {
        await using var test = await StartAsync(_options);
        var letter = await FailAsync(test, 1);
        await test.Broker.ReplayAsync(letter.Id, "alice");
        await test.Broker.RetryAsync((await test.ReceiveOneAsync()).LeaseToken, TimeSpan.FromSeconds(1));
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));
        await test.Broker.AcknowledgeAsync((await test.ReceiveOneAsync()).LeaseToken);

        Assert.Equal(DeadLetterStatus.Resolved, (await test.TheDeadLetterAsync()).Status);
    }

    [Fact]
    public async Task Should_be_found_by_queue_type_status_and_text_a_page_at_a_time()
    {
        await using var test = await StartAsync(_options);
        for (var i = 0; i < 5; i++)
        {
            await test.Broker.PublishAsync([Text("x", id: $"m_{i}", type: i < 2 ? "a" : "b")]);
            await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, new Failure("r", "T", $"100% wrong {i}"));
        }

        Assert.Equal(["m_4", "m_3", "m_2", "m_1", "m_0"], await FindAsync(new DeadLetterQuery()));
        Assert.Equal(["m_1", "m_0"], await FindAsync(new DeadLetterQuery(Type: "a")));
        Assert.Equal(["m_3"], await FindAsync(new DeadLetterQuery(Text: "% WRONG 3")));
        Assert.Empty(await FindAsync(new DeadLetterQuery(Text: "m%")));
        Assert.Empty(await FindAsync(new DeadLetterQuery(Queue: "other")));
        Assert.Empty(await FindAsync(new DeadLetterQuery(Status: DeadLetterStatus.Resolved)));
        var page = await test.Broker.ListDeadLettersAsync(new DeadLetterQuery(Limit: 2));
        Assert.Equal(["m_2", "m_1"], await FindAsync(new DeadLetterQuery(Limit: 2, After: (page[^1].FailedAt, page[^1].Id))));

        async Task<string[]> FindAsync(DeadLetterQuery query) =>
            [.. (await test.Broker.ListDeadLettersAsync(query)).Select(l => l.MessageId)];
    }

    private static async Task<bool> TryReplayAsync(TestBroker test, long id)
    {
        try
        {
            await test.Broker.ReplayAsync(id, "x");
            return true;
        }
        catch (DeadLetterStateException)
        {
            return false;
        }
    }

    private static async Task<DeadLetter> FailAsync(TestBroker test, int times)
    {
        await test.PublishAsync("x");
        for (var i = 1; i < times; i++)
            await test.Broker.RetryAsync((await test.ReceiveOneAsync()).LeaseToken, TimeSpan.Zero);
        await test.Broker.DeadLetterAsync((await test.ReceiveOneAsync()).LeaseToken, new Failure("no"));
        return await test.TheDeadLetterAsync();
    }
}
