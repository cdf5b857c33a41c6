using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

/// <summary>The references to bodies that queues share are in batches, the bodies in rows of their own, also together.</summary>
[Collection(FaultPoints.Name)]
public sealed class When_events_with_large_bodies_come_together
{
    private const int Count = 20;
    private static readonly string[] _texts = [.. Enumerable.Range(0, Count).Select(i => $"{i} {new string((char)('a' + i), 600)}")];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_store_each_body_once_and_remove_it_with_the_last_that_uses_it(bool restart)
    {
        await using var test = await WithEventsAsync("a", "b");
        Assert.Equal((1, Count, 2 * Count), Stored(test));
        Assert.Equal((0, 1), (Outside.Scalar(test.File, "SELECT COUNT(*) FROM ready_2"), Outside.Scalar(test.File, "SELECT COUNT(*) FROM batch_2")));
        if (restart)
            await test.RestartAsync();

        var first = await test.ReceiveAsync(queue: "a");
        Assert.Equal(_texts, first.Select(Text));
        await test.AcknowledgeAsync(first);
        Assert.Equal((1, Count, Count), Stored(test));

        var second = await test.ReceiveAsync(queue: "b");
        await test.AcknowledgeAsync(second.Take(7));
        Assert.Equal((1, Count, Count - 7), Stored(test));
        if (restart)
        {
            await test.RestartAsync();
            second = [.. second.Take(7), .. await test.ReceiveAsync(queue: "b")];
            Assert.Equal(_texts, second.Select(Text));
        }

        await test.AcknowledgeAsync(second.Skip(7));
        AssertNothingIsLeft(test);
    }

    [Fact]
    public async Task Should_keep_the_bodies_of_what_is_leased_when_the_others_are_purged()
    {
        await using var test = await WithEventsAsync("a", "b");
        var leased = await test.ReceiveAsync(3, "a");
        await test.Broker.RetryAsync(leased[0].LeaseToken, TimeSpan.FromHours(1)); // purged where it waits
        Assert.Equal(Count - 2, await test.Broker.PurgeAsync("a"));
        await test.Broker.DeleteQueueAsync("b");

        Assert.Equal((1, Count, 2), Stored(test));
        await test.RestartAsync();
        var left = await test.ReceiveAsync(queue: "a");
        Assert.Equal(_texts[1..3], left.Select(Text));
        await test.AcknowledgeAsync(left);
        AssertNothingIsLeft(test);
    }

    [Fact]
    public async Task Should_count_once_what_leaves_in_the_transaction_that_deletes_the_queue()
    {
        await using var test = await WithEventsAsync("a", "b");
        var deliveries = await test.ReceiveAsync(queue: "a");

        await test.InOneTransactionAsync(
            () => test.Broker.AcknowledgeAsync([.. deliveries.Take(5)]),
            () => test.Broker.RetryAsync(deliveries[6].LeaseToken, TimeSpan.Zero),
            () => test.Broker.DeleteQueueAsync("a"));

        Assert.Equal((1, Count, Count), Stored(test));
        Assert.Equal(_texts, (await test.ReceiveAsync(queue: "b")).Select(Text));
    }

    // 64 KiB a row, four of them for each length: 3 bodies of 21,841 bytes just fit, of 21,842 they do not.
    [Theory]
    [InlineData(21_841, 3)]
    [InlineData(21_842, 2)]
    [InlineData(65_532, 1)]
    [InlineData(200_000, 1)]
    public async Task Should_share_rows_of_64_KiB(int length, int together)
    {
        string[] texts = [.. Enumerable.Range(0, 6).Select(i => new string((char)('a' + i), length))];
        await using var test = await WithSubscribersAsync("a", "b");
        await test.Broker.PublishAsync([.. texts.Select(text => Event("t", "e", text))]).Soon();

        Assert.Equal((6 / together, 6, 12), Stored(test));
        foreach (var queue in new[] { "a", "b" })
        {
            var deliveries = await test.ReceiveAsync(queue: queue);
            Assert.Equal(texts, deliveries.Select(Text));
            await test.AcknowledgeAsync(deliveries);
        }

        AssertNothingIsLeft(test);
    }

    [Fact]
    public async Task Should_remove_each_row_with_the_last_of_its_own_whoever_leaves_in_which_order()
    {
        // Rows of 3; two queues, one of them behind; a publish between, and a restart, give out no number twice.
        string[] texts = [.. Enumerable.Range(0, 9).Select(i => new string((char)('a' + i), 20_000))];
        await using var test = await WithSubscribersAsync("a", "b");
        await test.Broker.PublishAsync([.. texts.Select(text => Event("t", "e", text))]).Soon();
        var a = await test.ReceiveAsync(queue: "a");
        var b = await test.ReceiveAsync(queue: "b");
        await test.AcknowledgeAsync([a[0], a[2], a[3], a[7], b[1], b[8]]);
        await test.AcknowledgeAsync([b[0], b[2], a[1], a[4], a[5], b[3], b[4], b[5]]);
        Assert.Equal((1, 3, 4), Stored(test)); // of the last row, but a[7] and b[8]

        await test.RestartAsync();
        await test.Broker.PublishAsync([Event("t", "e", new string('y', 20_000)), Event("t", "e", new string('z', 20_000))]).Soon();
        Assert.Equal((2, 5, 8), Stored(test));
        Assert.Equal([texts[6], texts[8]], (await test.ReceiveAsync(2, "a")).Select(Text));
        b = await test.ReceiveAsync(queue: "b");
        Assert.Equal([texts[6], texts[7], new string('y', 20_000), new string('z', 20_000)], b.Select(Text));
        await test.AcknowledgeAsync(b);
        Assert.Equal((2, 5, 4), Stored(test));
        await test.Broker.DeleteQueueAsync("a");
        AssertNothingIsLeft(test);
    }

    [Fact]
    public async Task Should_be_readable_in_the_transaction_that_brings_them()
    {
        // What is put back or read within one transaction finds bodies that it has not written yet.
        await using var test = await WithEventsAsync("a", "b");
        await test.AcknowledgeAsync(await test.ReceiveAsync(queue: "a"));
        var b = await test.ReceiveAsync(queue: "b");

        await test.InOneTransactionAsync(
            () => test.Broker.PublishAsync([.. _texts.Select(text => Event("t", "e", text))]),
            () => test.Broker.RetryAsync(b[3].LeaseToken, TimeSpan.Zero),
            () => test.Broker.PurgeAsync("a"),
            () => test.Broker.AcknowledgeAsync([.. b.Where(d => d != b[3])]));

        Assert.Equal((2, 2 * Count, 1 + Count), Stored(test));
        Assert.Empty(await test.ReceiveAsync(queue: "a"));
        Assert.Equal([_texts[3], .. _texts], (await test.ReceiveAsync(queue: "b")).Select(Text));
    }

    [Fact]
    public async Task Should_not_be_read_into_memory_together_however_large_they_are()
    {
        // 54 MB of bodies behind one batch of a few KiB; the window holds 32 MiB and what one read brings on top.
        const int count = 60;
        await using var test = await WithSubscribersAsync("a", "b");
        await test.Broker.PublishAsync([.. Enumerable.Range(0, count).Select(i => Event("t", "e", $"{i} " + new string('x', 900_000)))]).Soon();
        await test.RestartAsync();

        var held = await test.ReceiveAsync(count, "a");

        Assert.InRange(held.Count, 1, count - 1);
        for (var next = 0; next < count;)
        {
            foreach (var delivery in held)
                Assert.StartsWith($"{next++} ", Text(delivery), StringComparison.Ordinal);
            await test.AcknowledgeAsync(held);
            await test.SettleAsync();
            held = await test.ReceiveAsync(count, "a");
        }
    }

    private static void AssertNothingIsLeft(TestBroker test)
    {
        Assert.Equal((0, 0, 0), Stored(test));
        Assert.Equal(0, Outside.Scalar(test.File, "SELECT COUNT(*) FROM shared_use"));
    }

    private static (long Rows, long Bodies, long Uses) Stored(TestBroker test) => (
        Outside.Scalar(test.File, "SELECT COUNT(*) FROM shared_body"),
        Outside.Scalar(test.File, "SELECT COALESCE(SUM(count), 0) FROM shared_use"),
        Outside.Scalar(test.File, "SELECT COALESCE(SUM(uses), 0) FROM shared_use"));

    private static async Task<TestBroker> WithEventsAsync(params string[] queues)
    {
        var test = await WithSubscribersAsync(queues);
        await test.Broker.PublishAsync([.. _texts.Select(text => Event("t", "e", text))]).Soon();
        return test;
    }
}
