using Messaging;
using Messaging.Embedded;
using Unit.Messaging.Batches;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Faults;

public sealed class When_a_stored_message_is_damaged
{
    // A batch: cut off within the last body, the first time and the first id; a length that is larger than a number, and one that is too large; flags that
    // nobody knows, and one that needs a message before; another version; nothing; fewer messages than it says, and more.
    public static TheoryData<string> Damages =>
    [
        "data = substr(data, 1, length(data) - 1)",
        "data = substr(data, 1, 5)",
        "data = substr(data, 1, 40)",
        "data = substr(data, 1, 9) || x'ffffffffffffffffff02' || substr(data, 11)",
        "data = substr(data, 1, 9) || x'ff7f' || substr(data, 11)",
        "data = substr(data, 1, 1) || x'c2' || substr(data, 3)",
        "data = substr(data, 1, 1) || x'0a' || substr(data, 3)",
        "data = substr(data, 1, 1) || x'12' || substr(data, 3)",
        "data = x'07' || substr(data, 2)",
        "data = x''",
        "count = count + 1",
        "count = count - 1",
        "last = last - 1",
        "last = last + 1",
    ];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Should_be_refused_at_the_start_with_what_to_do(string damage)
    {
        using var directory = new TempDirectory();
        await using (var broker = Open(directory))
        {
            await broker.DeclareQueueAsync(Queue, new QueueOptions());
            await broker.PublishAsync([.. BatchTests.Texts(20).Select(t => Text(t))]);
        }

        Outside.Execute(directory.File("broker.db"), $"UPDATE batch_1 SET {damage}");
        AssertRefused(directory, "batch");
    }

    [Theory]
    [InlineData("UPDATE ready_1 SET head = x'09' || substr(head, 2)", 1)]
    [InlineData("UPDATE ready_1 SET head = substr(head, 1, 7)", 1)]
    [InlineData("DELETE FROM shared_body", 1)]
    [InlineData("DELETE FROM shared_body", 20)]
    [InlineData("UPDATE shared_body SET body = substr(body, 1, length(body) - 1)", 20)]
    [InlineData("UPDATE shared_body SET body = substr(body, 1, 10)", 20)]
    [InlineData("UPDATE shared_body SET body = x'ffffff7f' || substr(body, 5)", 20)]
    [InlineData("UPDATE shared_body SET body = x'ffffffff' || substr(body, 5)", 20)]
    [InlineData("UPDATE shared_use SET count = 19", 20)]
    [InlineData("UPDATE shared_use SET count = 21", 20)]
    [InlineData("UPDATE shared_use SET count = -1", 20)]
    public async Task Should_be_refused_at_the_start_also_in_a_row_of_its_own_and_with_a_shared_body(string damage, int events)
    {
        using var directory = new TempDirectory();
        await using (var broker = Open(directory))
        {
            foreach (var queue in new[] { Queue, "other" })
            {
                await broker.DeclareQueueAsync(queue, new QueueOptions());
                await broker.SubscribeAsync(new Subscription("t", queue, queue));
            }

            await broker.PublishAsync([.. Enumerable.Range(0, events).Select(_ => Event("t", "e", new string('x', 1000)))]);
        }

        Outside.Execute(directory.File("broker.db"), damage);
        AssertRefused(directory, "row 1 of");
    }

    // Beyond what memory holds it is found when its turn comes.
    [Theory]
    [InlineData(500, "UPDATE batch_1 SET data = substr(data, 1, 1000) WHERE first = 10001")]
    [InlineData(500, "UPDATE batch_1 SET last = 0 WHERE first = 10001")]
    [InlineData(5, "UPDATE ready_1 SET head = x'09' || substr(head, 2) WHERE seq = 10001")]
    public async Task Should_stop_its_queue_there_with_one_error_and_no_other(int together, string damage)
    {
        using var directory = new TempDirectory();
        var log = new CountingLogger();
        await using var broker = EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, log);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        await broker.DeclareQueueAsync("other", new QueueOptions());
        for (var i = 0; i < 12_000; i += together)
            await broker.PublishAsync([.. BatchTests.Texts(together, i).Select(t => Text(t))]);
        await broker.PublishAsync([.. BatchTests.Texts(20).Select(t => Text(t, "other"))]);
        var other = await broker.ReceiveAsync("other", 10, TimeSpan.Zero).Soon();
        Outside.Execute(directory.File("broker.db"), damage);

        var drained = new List<int>();
        while (drained.Count < 10_000)
        {
            var deliveries = await broker.ReceiveAsync(Queue, 500, Timeout.InfiniteTimeSpan).Soon();
            drained.AddRange(deliveries.Select(BatchTests.Number));
            Assert.Empty(await broker.AcknowledgeAsync(deliveries).Soon());
        }

        Assert.Equal(Enumerable.Range(0, 10_000), drained);
        await Deadline.Until(() => log.Errors > 0);
        await Deadline.Until(() => broker.Statistics(Queue)!.IsDamaged);
        Assert.False(broker.Statistics("other")!.IsDamaged);
        for (var i = 0; i < 20; i++)
        {
            await broker.PublishAsync([Text("more")]).Soon();
            Assert.Empty(await broker.ReceiveAsync(Queue, 10, TimeSpan.Zero).Soon());
        }

        // The store was not opened again: that would have ended the leases.
        Assert.Equal(1, log.Errors);
        Assert.Empty(await broker.AcknowledgeAsync(other).Soon());
        Assert.Equal(10, (await broker.ReceiveAsync("other", 100, TimeSpan.Zero).Soon()).Count);
    }

    [Fact]
    public async Task Should_stay_where_it_waits_for_its_time_and_hold_up_no_other()
    {
        using var directory = new TempDirectory();
        var log = new CountingLogger();
        await using var broker = EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, log);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        await broker.DeclareQueueAsync("other", new QueueOptions());
        var due = TimeProvider.System.GetUtcNow().AddSeconds(1);
        await broker.PublishAsync([Text("1", due: due), Text("2", due: due.AddMilliseconds(1)), Text("3", "other", due: due), Text("4", due: due.AddSeconds(1))]);
        Outside.Execute(directory.File("broker.db"), "UPDATE delayed_1 SET head = x'09' || substr(head, 2) WHERE seq = 1");
        await Assert.ThrowsAsync<StoreDamagedException>(() => broker.PeekAsync(Queue, 0, 10)).Soon();
        Assert.Equal(["2", "4"], (await broker.PeekAsync(Queue, 1, 10).Soon()).Select(m => System.Text.Encoding.UTF8.GetString(m.Message.Body.Span)));

        Assert.Equal("3", Text((await broker.ReceiveAsync("other", 1, TimeSpan.FromSeconds(20)).Soon()).Single()));
        Assert.Equal("2", Text((await broker.ReceiveAsync(Queue, 1, TimeSpan.FromSeconds(20)).Soon()).Single()));
        Assert.Equal("4", Text((await broker.ReceiveAsync(Queue, 1, TimeSpan.FromSeconds(20)).Soon()).Single())); // when the damaged one has been passed over before
        for (var i = 0; i < 100; i++)
        {
            await broker.PublishAsync([Text($"{i}")]).Soon();
            Assert.Equal($"{i}", Text((await broker.ReceiveAsync(Queue, 10, TimeSpan.Zero).Soon()).Single()));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        Assert.Equal(1, log.Errors);
        Assert.Equal(1, broker.Statistics(Queue)!.Scheduled);
        await broker.PurgeAsync(Queue).Soon();
        Assert.Equal(0, broker.Statistics(Queue)!.Scheduled);
    }

    [Theory]
    [InlineData(20, "UPDATE batch_1 SET data = substr(data, 1, 100) WHERE first = 21")]
    [InlineData(5, "UPDATE ready_1 SET head = x'' WHERE seq = 21")]
    public async Task Should_end_a_look_before_it_and_be_said_to_who_looks_on(int together, string damage)
    {
        using var directory = new TempDirectory();
        await using var broker = Open(directory);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        for (var i = 0; i < 60; i += together)
            await broker.PublishAsync([.. BatchTests.Texts(together, i).Select(t => Text(t))]);
        Outside.Execute(directory.File("broker.db"), damage);

        Assert.Equal(20, (await broker.PeekAsync(Queue, 0, 100).Soon()).Count);
        var told = await Assert.ThrowsAsync<StoreDamagedException>(() => broker.PeekAsync(Queue, 20, 100)).Soon();
        Assert.Contains("row 21 of", told.Finding, StringComparison.Ordinal);
        Assert.Equal(20, (await broker.PeekAsync(Queue, 40, 100).Soon()).Count);
    }

    private static void AssertRefused(TempDirectory directory, string finding)
    {
        var refused = Assert.Throws<StoreDamagedException>(() => Open(directory));
        Assert.Contains(finding, refused.Finding, StringComparison.Ordinal);
        Assert.Contains("Restore", refused.Message, StringComparison.Ordinal);
    }

    private static EmbeddedBroker Open(TempDirectory directory) =>
        EmbeddedBroker.Open(directory.Path, Durability.Relaxed, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
}
