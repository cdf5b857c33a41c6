using Messaging;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

public sealed class When_a_message_leaves_its_batch
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_keep_its_place_and_its_attempts_when_it_is_retried(bool restarted)
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(10));
        await test.Broker.RetryAsync((await test.ReceiveAsync())[3].LeaseToken, TimeSpan.Zero);
        Assert.Equal((1, 1, 1), test.Rows());
        if (restarted)
        {
            await test.RestartAsync();
            Assert.Equal(10, test.Statistics().Ready);
            var deliveries = await test.ReceiveAsync();
            Assert.Equal(BatchTests.Texts(10).Select(t => (t, t == "3" ? 2 : 1)), deliveries.Select(d => (Text(d), d.DeliveryCount)));
            await test.AcknowledgeAsync(deliveries, d => Text(d) != "3");
            Assert.Equal((1, 0, 0), test.Rows());
            await test.RestartAsync();
        }

        // Again, and it is a row by now; then it goes for good.
        var again = (await test.ReceiveAsync())[0];
        await test.Broker.RetryAsync(again.LeaseToken, TimeSpan.Zero);
        again = await test.ReceiveOneAsync();
        Assert.Equal(("3", 3), (Text(again), again.DeliveryCount));
        await test.Broker.AcknowledgeAsync(again.LeaseToken);
        Assert.Equal(restarted ? (0, 0, 0) : (0L, 1L, 1L), test.Rows());
        await test.RestartAsync();
        Assert.Equal(restarted ? [] : BatchTests.Texts(10).Except(["3"]), await test.DrainAsync());
    }

    [Fact]
    public async Task Should_take_the_batch_along_when_it_is_the_last()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(10));
        var deliveries = await test.ReceiveAsync();
        await test.AcknowledgeAsync(deliveries, d => Text(d) != "9");
        Assert.Equal((0, 1, 1), test.Rows());

        await test.Broker.RetryAsync(deliveries[9].LeaseToken, TimeSpan.Zero);

        Assert.Equal((1, 0, 0), test.Rows());
        await test.RestartAsync();
        Assert.Equal(2, (await test.ReceiveOneAsync()).DeliveryCount);
    }

    [Fact]
    public async Task Should_be_the_same_message_with_everything_it_had()
    {
        await using var test = await StartAsync();
        var start = test.Time.GetUtcNow();
        await test.PublishAsync([.. BatchTests.Texts(9).Select(t => new OutgoingMessage(Destination.Queue(Queue), new Message(
            "type", System.Text.Encoding.UTF8.GetBytes(t), "text/x", t, new Dictionary<string, string> { ["a"] = t, ["b"] = "ü" })))]);
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));
        foreach (var delivery in (await test.ReceiveAsync()).Take(2))
            await test.Broker.RetryAsync(delivery.LeaseToken, BatchTests.Number(delivery) == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
        await test.RestartAsync();

        Assert.Equal(
            BatchTests.Texts(9).Select(t => (t, "type", "text/x", t, "ü", start, t is "0" or "1" ? 1 : 0, t == "1")),
            (await test.Broker.PeekAsync(Queue, 0, 100)).Select(m =>
                (m.Message.Id, m.Message.Type, m.Message.ContentType, m.Message.Headers["a"], m.Message.Headers["b"], m.PublishedAt, m.Attempts, m.DueAt is not null)));
    }

    [Fact]
    public async Task Should_come_when_its_time_has_come_when_it_is_retried_later()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(10));
        var deliveries = await test.ReceiveAsync();
        await test.Broker.RetryAsync(deliveries[0].LeaseToken, TimeSpan.FromMinutes(2));
        await test.Broker.RetryAsync(deliveries[5].LeaseToken, TimeSpan.FromMinutes(1));
        Assert.Equal((0, 1, 1), test.Rows());
        await test.RestartAsync();
        Assert.Equal((8, 2), (test.Statistics().Ready, test.Statistics().Scheduled));

        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["1", "2", "3", "4", "6", "7", "8", "9", "5"], await test.DrainAsync());
        Assert.Equal((0, 0, 0), test.Rows());
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await test.ReceiveOneAsync()).DeliveryCount);
    }

    [Fact]
    public async Task Should_be_counted_when_its_lease_ends()
    {
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = 2 });
        await test.PublishAsync(BatchTests.Texts(20));
        await test.ReceiveAsync(12);
        await test.AdvanceAsync(TimeSpan.FromSeconds(31));
        Assert.Equal((12, 1, 1), test.Rows());
        await test.RestartAsync();

        var deliveries = await test.ReceiveAsync();
        Assert.Equal(BatchTests.Texts(20).Select((t, i) => (t, i < 12 ? 2 : 1)), deliveries.Select(d => (Text(d), d.DeliveryCount)));
        await test.AdvanceAsync(TimeSpan.FromSeconds(31));
        Assert.Equal((8, 12), (test.Statistics().Ready, test.Statistics().DeadLettered));
        await test.RestartAsync();
        Assert.Equal(BatchTests.Texts(8, 12), await test.DrainAsync());
        Assert.Equal((0, 0, 0), test.Rows());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_be_a_dead_letter_and_come_again_at_the_end_when_it_is_replayed(bool restarted)
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(20));
        foreach (var delivery in (await test.ReceiveAsync()).Where(d => BatchTests.Number(d) < 10))
            await test.Broker.DeadLetterAsync(delivery.LeaseToken, new Failure("no"));
        Assert.Equal((0, 1, 1), test.Rows());
        if (restarted)
            await test.RestartAsync();
        var letters = await test.Broker.ListDeadLettersAsync(new DeadLetterQuery());

        var replayed = await test.Broker.ReplayAsync([.. letters.Select(l => l.Id).Order()], new DeadLetterAction("me"));

        Assert.All(replayed, r => Assert.Null(r.Refusal));
        await test.RestartAsync();
        var deliveries = await test.ReceiveAsync();
        Assert.Equal(
            [.. BatchTests.Texts(10, 10).Select(t => (t, 1, 1)), .. BatchTests.Texts(10).Select(t => (t, 2, 1))],
            deliveries.Select(d => (Text(d), d.DeliveryCount, d.Attempt)));
        await test.AcknowledgeAsync(deliveries);
        Assert.Equal((0, 0, 0), test.Rows());
        Assert.All(await test.Broker.ListDeadLettersAsync(new DeadLetterQuery()), l => Assert.Equal(DeadLetterStatus.Resolved, l.Status));
    }

    [Fact]
    public async Task Should_let_edited_replays_share_a_row_or_not_and_come()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(9));
        foreach (var delivery in await test.ReceiveAsync())
            await test.Broker.DeadLetterAsync(delivery.LeaseToken, new Failure("no"));
        var letters = await test.Broker.ListDeadLettersAsync(new DeadLetterQuery());
        await Task.WhenAll(letters.OrderBy(l => l.Id).Select(l =>
            test.Broker.ReplayAsync(l.Id, new MessageEdit(System.Text.Encoding.UTF8.GetBytes($"edited {l.Id}"), null), new DeadLetterAction("me"))));

        await test.RestartAsync();
        Assert.Equal(letters.Select(l => $"edited {l.Id}").Order(), (await test.DrainAsync()).Order());
        Assert.Equal((0, 0, 0), test.Rows());
    }

    [Fact]
    public async Task Should_go_when_its_time_is_over_and_leave_its_neighbours()
    {
        await using var test = await StartAsync();
        await test.PublishAsync([.. BatchTests.Texts(20).Select(t => Expiring(t, test.Time.GetUtcNow().AddMinutes((int.Parse(t, System.Globalization.CultureInfo.InvariantCulture) % 4) + 1)))]);
        Assert.Equal((0, 1, 0), test.Rows());

        await test.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((10, 10), (test.Statistics().Ready, test.Statistics().Expired));
        await test.RestartAsync();
        Assert.Equal(BatchTests.Texts(20).Where((_, i) => i % 4 > 1), await test.ReceiveTextsAsync());
        await test.RestartAsync();

        // Out of what was read again.
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(BatchTests.Texts(20).Where((_, i) => i % 4 == 3), await test.ReceiveTextsAsync());
        await test.RestartAsync();
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0, 0), test.Rows());
        Assert.Equal(0, test.Statistics().Ready);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_not_disturb_a_dead_letter_that_holds_its_key_beside_it(bool restarted)
    {
        await using var test = await StartAsync(new QueueOptions { WhenKeyFails = WhenKeyFails.Hold });
        await test.PublishAsync([.. BatchTests.Texts(4).Select(t => Text(t)), Keyed("a", "a1"), .. BatchTests.Texts(4, 4).Select(t => Text(t)), Keyed("a", "a2"), Keyed("b", "b1")]);
        Assert.Equal((3, 1, 0), test.Rows());
        var first = await test.ReceiveAsync();
        Assert.Equal([.. BatchTests.Texts(4), "a1", .. BatchTests.Texts(4, 4), "b1"], first.Select(Text));
        await test.Broker.DeadLetterAsync(first[4].LeaseToken, new Failure("no"));
        await test.AcknowledgeAsync(first, d => Text(d) is "2" or "5");
        await test.RestartAsync();
        var held = await test.ReceiveAsync();
        Assert.Equal(["0", "1", "3", "4", "6", "7", "b1"], held.Select(Text));
        await test.Broker.RetryAsync(held[2].LeaseToken, TimeSpan.Zero);
        if (restarted)
            await test.RestartAsync();

        await test.Broker.ReplayAsync((await test.TheDeadLetterAsync()).Id, "me");

        string[] expected = restarted ? ["0", "1", "3", "a1", "4", "6", "7", "b1"] : ["3", "a1"];
        Assert.Equal(expected, await test.ReceiveTextsAsync());
        await test.RestartAsync();
        Assert.Equal(["0", "1", "3", "a1", "4", "6", "7", "b1", "a2"], await test.DrainAsync());
        Assert.Equal((0, 0, 0), test.Rows());
    }
}
