using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

[Collection(FaultPoints.Name)]
public sealed class When_a_queue_with_batches_is_purged_or_deleted
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_leave_what_is_leased_of_each_batch_to_be_settled(bool restarted)
    {
        await using var test = await StartAsync();
        for (var i = 0; i < 4; i++)
            await test.PublishAsync(BatchTests.Texts(10, 10 * i));
        var leased = await test.ReceiveAsync(25);
        await test.AcknowledgeAsync(leased, d => BatchTests.Number(d) is < 3 or 12);
        await test.Broker.RetryAsync(leased[5].LeaseToken, TimeSpan.Zero);

        // 15 were never leased, and one is no longer.
        Assert.Equal(16, await test.Broker.PurgeAsync(Queue).Soon());

        Assert.Equal((0, 20), (test.Statistics().Ready, test.Statistics().Leased));
        Assert.Equal((0, 3, 3), test.Rows());
        if (restarted)
        {
            await test.RestartAsync();
            Assert.Equal(20, test.Statistics().Ready);
            leased = await test.ReceiveAsync();
            Assert.Equal(BatchTests.Texts(25).Except(["0", "1", "2", "5", "12"]), leased.Select(Text));
        }

        var left = leased.ToDictionary(Text);
        await test.AcknowledgeAsync(BatchTests.Texts(7, 3).Where(t => t != "5").Select(t => left[t]));
        await test.Broker.RetryAsync(left["15"].LeaseToken, TimeSpan.Zero);
        await test.Broker.RetryAsync(left["16"].LeaseToken, TimeSpan.FromMinutes(1));
        await test.Broker.DeadLetterAsync(left["20"].LeaseToken, new Failure("no"));
        await test.PublishAsync(BatchTests.Texts(8, 40));
        await test.RestartAsync();

        Assert.Equal(["10", "11", "13", "14", "15", "17", "18", "19", "21", "22", "23", "24", .. BatchTests.Texts(8, 40)], await test.DrainAsync());
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["16"], await test.DrainAsync());
        Assert.Equal((0, 0, 0), test.Rows());
    }

    [Fact]
    public async Task Should_be_empty_when_nothing_is_leased()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(30));
        await test.AcknowledgeAsync(await test.ReceiveAsync(5));

        Assert.Equal(25, await test.Broker.PurgeAsync(Queue).Soon());

        Assert.Equal((0, 0, 0), test.Rows());
        await test.PublishAsync(BatchTests.Texts(10));
        await test.RestartAsync();
        Assert.Equal(BatchTests.Texts(10), await test.DrainAsync());
    }

    public static TheoryData<string, bool> Settlements
    {
        get
        {
            var settlements = new TheoryData<string, bool>();
            foreach (var settlement in new[] { "acknowledge", "retry", "retry later", "dead-letter" })
            {
                settlements.Add(settlement, true);
                settlements.Add(settlement, false);
            }

            return settlements;
        }
    }

    [Theory]
    [MemberData(nameof(Settlements))]
    public async Task Should_have_each_message_once_that_is_settled_in_the_transaction_of_a_purge(string settlement, bool purgeIsLast)
    {
        foreach (var keyed in new[] { false, true })
        {
            await using var test = await StartAsync();
            await test.PublishAsync([.. BatchTests.Texts(12).Select(t => keyed ? Keyed($"key {t}", t) : Text(t))]);
            var leased = await test.ReceiveAsync(6);
            Task Purge() => test.Broker.PurgeAsync(Queue);
            Task Settle() => settlement switch
            {
                "acknowledge" => test.Broker.AcknowledgeAsync(leased[2].LeaseToken),
                "retry" => test.Broker.RetryAsync(leased[2].LeaseToken, TimeSpan.Zero),
                "retry later" => test.Broker.RetryAsync(leased[2].LeaseToken, TimeSpan.FromMinutes(1)),
                _ => test.Broker.DeadLetterAsync(leased[2].LeaseToken, new Failure("no")),
            };

            await (purgeIsLast ? test.InOneTransactionAsync(Settle, Purge) : test.InOneTransactionAsync(Purge, Settle));

            // What was moved to the delayed ones before is gone with them; the first of a key that waits keeps its place.
            await test.SettleAsync();
            var isReady = settlement == "retry";
            var isDelayed = settlement == "retry later" && (keyed || !purgeIsLast);
            Assert.Equal((isReady ? 1 : 0, 5, isDelayed ? 1 : 0), (test.Statistics().Ready, test.Statistics().Leased, test.Statistics().Scheduled));
            Assert.Equal(isReady ? ["2"] : [], await test.ReceiveTextsAsync());
            await test.AcknowledgeAsync([leased[0], leased[1]]);
            await test.RestartAsync();
            Assert.Equal(isReady ? ["2", "3", "4", "5"] : ["3", "4", "5"], await test.DrainAsync());
            await test.AdvanceAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(isDelayed ? ["2"] : [], await test.DrainAsync());
            Assert.Equal((0, 0, 0), test.Rows());
        }
    }

    [Fact]
    public async Task Should_hand_out_nothing_of_what_a_purge_is_about_to_delete()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(20));
        using var held = new HeldCommit("broker-before-commit");
        var purging = Task.Run(() => test.Broker.PurgeAsync(Queue));
        await held.ReachedAsync();

        // All are still on the disk for whoever reads it, and there is time to.
        var waiting = test.Broker.ReceiveAsync(Queue, 10, Timeout.InfiniteTimeSpan).AsTask();
        for (var i = 0; i < 50; i++)
            Assert.Equal(20, (await test.Broker.PeekAsync(Queue, 0, 100).Soon()).Count);
        held.GoOn();

        Assert.Equal(20, await purging.Soon());
        await test.PublishAsync("new");
        Assert.Equal("new", Text(Assert.Single(await waiting.Soon())));
        Assert.Equal((0, 1), (test.Statistics().Ready, test.Statistics().Leased));
        await test.AcknowledgeAsync(await waiting);
        Assert.Equal((0, 0, 0), test.Rows());
    }

    [Fact]
    public async Task Should_deliver_once_what_is_given_back_in_the_transaction_that_switches_ordering()
    {
        await using var test = await StartAsync();
        await test.PublishAsync([.. BatchTests.Texts(12).Select(t => Text(t)), Keyed("a", "a1"), Keyed("a", "a2")]);
        var leased = await test.ReceiveAsync();

        await test.InOneTransactionAsync(
            () => test.Broker.DeclareQueueAsync(Queue, new QueueOptions { Ordering = false }),
            () => test.Broker.RetryAsync(leased[2].LeaseToken, TimeSpan.Zero),
            () => test.Broker.RetryAsync(leased[12].LeaseToken, TimeSpan.Zero));

        await test.SettleAsync(); // they are told before the rest of the queue is read again
        Assert.Equal(["2", "a1", "a2"], await test.ReceiveTextsAsync());
        Assert.Equal((0, 14), (test.Statistics().Ready, test.Statistics().Leased));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_be_deleted_with_its_tables_also_while_some_of_a_batch_is_acknowledged(bool retried)
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(20));
        var leased = await test.ReceiveAsync(5);

        await test.InOneTransactionAsync(
            () => retried ? test.Broker.RetryAsync(leased[0].LeaseToken, TimeSpan.Zero) : test.Broker.AcknowledgeAsync(leased[0].LeaseToken),
            () => test.Broker.PublishAsync([.. BatchTests.Texts(10, 20).Select(t => Text(t))]),
            () => test.Broker.DeleteQueueAsync(Queue));

        Assert.Equal(0, Outside.Scalar(test.File, "SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'ready_%' OR name LIKE 'batch_%' OR name LIKE 'settled_%'"));
        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions());
        await test.PublishAsync(BatchTests.Texts(9));
        await test.RestartAsync();
        Assert.Equal(BatchTests.Texts(9), await test.DrainAsync());
    }

    [Fact]
    public async Task Should_be_one_batch_what_many_send_in_one_transaction()
    {
        await using var test = await StartAsync();

        await test.InOneTransactionAsync([.. BatchTests.Texts(12).Select<string, Func<Task>>(t => () => test.PublishAsync(t))]);

        Assert.Equal((0, 1, 0), test.Rows());
        Assert.Equal(BatchTests.Texts(12), await test.DrainAsync());
    }
}
