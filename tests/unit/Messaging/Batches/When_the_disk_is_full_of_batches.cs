using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;
using FaultyBroker = Unit.Messaging.Faults.FaultyBroker;

namespace Unit.Messaging.Batches;

public sealed class When_the_disk_is_full_of_batches
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_settle_any_of_them_all_the_same(bool oneByOne)
    {
        await using var faulty = await FaultyBroker.StartAsync();
        for (var i = 0; i < 400; i += 40)
            await PublishAsync(faulty, i);
        faulty.FillDisk();
        await Assert.ThrowsAsync<DiskFullException>(() => PublishAsync(faulty, 1000));
        var deliveries = await faulty.ReceiveAsync();
        Assert.Equal(BatchTests.Texts(400), deliveries.Select(Text));

        var handled = deliveries.Where(d => BatchTests.Number(d) % 3 > 0).ToList();
        if (oneByOne)
        {
            foreach (var delivery in handled)
                await faulty.Broker.AcknowledgeAsync(delivery.LeaseToken).Soon();
        }
        else
        {
            foreach (var chunk in handled.Chunk(25))
                Assert.Empty(await faulty.Broker.AcknowledgeAsync(chunk).Soon());
        }

        await faulty.Broker.RetryAsync(deliveries[30].LeaseToken, TimeSpan.Zero).Soon();
        await faulty.Broker.DeadLetterAsync(deliveries[60].LeaseToken, new Failure("no")).Soon();
        await faulty.RestartAsync();

        var expected = BatchTests.Texts(400).Where((_, i) => i % 3 == 0 && i != 60);
        var left = await faulty.ReceiveAsync();
        Assert.Equal(expected.Select(t => (t, t == "30" ? 2 : 1)), left.Select(d => (Text(d), d.DeliveryCount)));
        Assert.Empty(await faulty.Broker.AcknowledgeAsync(left).Soon());
        faulty.EmptyDisk();
        await PublishAsync(faulty, 2000);
        await faulty.RestartAsync();
        Assert.Equal(BatchTests.Texts(40, 2000), await faulty.TextsAsync());
    }

    /// <summary>The transaction that finds the disk full has both in it: what is refused must leave no trace, what makes room must stay.</summary>
    [Fact]
    public async Task Should_keep_what_is_acknowledged_in_the_transaction_that_finds_it_full()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        for (var i = 0; i < 400; i += 40)
            await PublishAsync(faulty, i);
        var deliveries = await faulty.ReceiveAsync();
        faulty.FillDisk();

        // Whether they share transactions is chance; each result must hold in any case.
        var acknowledged = deliveries.Chunk(17).Where((_, i) => i % 2 == 0).ToList();
        var refused = new List<Task>();
        var settled = new List<Task<IReadOnlyList<Delivery>>>();
        foreach (var chunk in acknowledged)
        {
            refused.Add(PublishAsync(faulty, 1000));
            settled.Add(faulty.Broker.AcknowledgeAsync(chunk));
        }

        Assert.All(await Task.WhenAll(settled).Soon(), Assert.Empty);
        foreach (var task in refused)
            await Assert.ThrowsAsync<DiskFullException>(() => task);
        await faulty.RestartAsync();
        Assert.Equal(deliveries.Select(Text).Except(acknowledged.SelectMany(c => c).Select(Text)), await faulty.TextsAsync());
    }

    /// <summary>So much that SQLite writes before the commit: the disk is full while the messages are being stored.</summary>
    [Fact]
    public async Task Should_not_store_later_what_was_refused()
    {
        await using var faulty = await FaultyBroker.StartAsync();
        await PublishAsync(faulty, 0);
        var deliveries = await faulty.ReceiveAsync();
        faulty.FillDisk();

        var large = new string('x', 1_000_000);
        await Assert.ThrowsAsync<DiskFullException>(() =>
            faulty.Broker.PublishAsync([.. BatchTests.Texts(40, 1000).Select(t => Text(t)), .. Enumerable.Range(0, 30).Select(_ => Text(large))]).Soon());
        Assert.Empty(await faulty.Broker.AcknowledgeAsync([.. deliveries.Take(3)]).Soon());
        faulty.EmptyDisk();
        await PublishAsync(faulty, 40);

        await faulty.RestartAsync();
        Assert.Equal(BatchTests.Texts(77, 3), (await faulty.ReceiveAsync()).Select(Text));
    }

    private static async Task PublishAsync(FaultyBroker faulty, int from) =>
        await faulty.Broker.PublishAsync([.. BatchTests.Texts(40, from).Select(t => Text(t))]).Soon();
}
