using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

public sealed class When_a_backlog_of_batches_is_larger_than_memory_holds
{
    private const int Count = 20_000; // the window holds 8,192

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_come_in_order_among_those_with_keys_and_the_delayed_ones_at_the_end(bool restarted)
    {
        await using var test = await StartAsync();
        for (var i = 0; i < Count; i += 500)
            await test.PublishAsync([.. Enumerable.Range(i, 500).Select(Mixed)]);
        Assert.NotEqual(0, test.Rows().Ready * test.Rows().Batches);

        var drained = await DrainHalfAsync();
        if (restarted)
            await test.RestartAsync();
        drained.AddRange(await DrainWaitingAsync(test, (Count * 24 / 25) - drained.Count));
        Assert.Equal(Enumerable.Range(0, Count).Where(i => i % 25 != 3), drained);

        await test.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(Enumerable.Range(0, Count).Where(i => i % 25 == 3), await DrainWaitingAsync(test, Count / 25));
        Assert.Equal((0, 0, 0), test.Rows());
        Assert.Equal((0, 0, 0), (test.Statistics().Ready, test.Statistics().Leased, test.Statistics().Scheduled));

        OutgoingMessage Mixed(int i) => (i % 25) switch
        {
            3 => Text($"{i}", due: test.Time.GetUtcNow().AddHours(1)),
            11 => Keyed($"key {i}", $"{i}"),
            _ => Text($"{i}"),
        };

        Task<List<int>> DrainHalfAsync() => DrainWaitingAsync(test, Count / 2);
    }

    [Fact]
    public async Task Should_come_each_once_when_much_of_it_is_given_back_while_it_is_drained()
    {
        await using var test = await StartAsync();
        for (var i = 0; i < Count; i += 500)
            await test.PublishAsync(BatchTests.Texts(500, i));

        var seen = new HashSet<int>();
        while (seen.Count < Count)
        {
            var deliveries = await test.Broker.ReceiveAsync(Queue, 500, Timeout.InfiniteTimeSpan).Soon();
            var back = deliveries.Where(d => d.DeliveryCount == 1 && BatchTests.Number(d) % 7 == 0).ToHashSet();
            await Task.WhenAll(back.Select(d => test.Broker.RetryAsync(d.LeaseToken, TimeSpan.Zero))).Soon();
            await test.AcknowledgeAsync(deliveries, d => !back.Contains(d));
            Assert.All(deliveries.Where(d => !back.Contains(d)), d => Assert.True(seen.Add(BatchTests.Number(d)), $"{Text(d)} came twice."));
        }

        await test.SettleAsync();
        Assert.Equal((0, 0), (test.Statistics().Ready, test.Statistics().Leased));
        Assert.Equal((0, 0, 0), test.Rows());
    }

    [Fact]
    public async Task Should_be_served_in_any_case_when_ordering_is_switched_off_and_on()
    {
        await using var test = await StartAsync();
        for (var i = 0; i < 12_000; i += 500)
            await test.PublishAsync([.. Enumerable.Range(i, 500).Select(n => n % 40 == 1 ? Keyed("key", $"{n}") : Text($"{n}"))]);
        var drained = new List<int>();
        for (var round = 0; drained.Count < 12_000; round++)
        {
            var deliveries = await test.Broker.ReceiveAsync(Queue, 500, Timeout.InfiniteTimeSpan).Soon();
            if (round < 8)
                await test.Broker.DeclareQueueAsync(Queue, new QueueOptions { Ordering = round % 2 == 1 }).Soon();
            drained.AddRange(deliveries.Select(BatchTests.Number));
            await test.AcknowledgeAsync(deliveries);
        }

        Assert.Equal(Enumerable.Range(0, 12_000), drained.Order());
        Assert.Equal(Enumerable.Range(0, 12_000).Where(n => n % 40 == 1), drained.Where(n => n % 40 == 1));
        Assert.Equal((0, 0, 0), test.Rows());
    }

    // Nothing fits into memory beside what is leased, so what was put back is read again while it changes.
    [Fact]
    public async Task Should_come_each_once_when_the_queue_is_read_again_while_everything_in_memory_is_leased()
    {
        await using var test = await StartAsync();
        for (var i = 0; i < 12_000; i += 500)
            await test.PublishAsync(BatchTests.Texts(500, i));
        var held = new List<Delivery>();
        while (await test.ReceiveAsync(1000) is { Count: > 0 } more)
        {
            held.AddRange(more);
            await test.SettleAsync();
        }

        await test.Broker.DeclareQueueAsync(Queue, new QueueOptions { Ordering = false }).Soon();
        var seen = new HashSet<int>();
        foreach (var chunk in held.Chunk(100))
        {
            await Task.WhenAll(chunk.Where((_, i) => i % 5 == 0).Select(d => test.Broker.RetryAsync(d.LeaseToken, TimeSpan.Zero))).Soon();
            await test.AcknowledgeAsync(chunk.Where((_, i) => i % 5 > 0));
            seen.UnionWith(chunk.Where((_, i) => i % 5 > 0).Select(BatchTests.Number));
        }

        while (seen.Count < 12_000)
        {
            var deliveries = await test.Broker.ReceiveAsync(Queue, 500, Timeout.InfiniteTimeSpan).Soon();
            Assert.All(deliveries, d => Assert.True(seen.Add(BatchTests.Number(d)), $"{Text(d)} came twice."));
            await test.AcknowledgeAsync(deliveries);
        }

        await test.SettleAsync();
        Assert.Equal((0, 0), (test.Statistics().Ready, test.Statistics().Leased));
        Assert.Equal((0, 0, 0), test.Rows());
    }

    private static async Task<List<int>> DrainWaitingAsync(TestBroker test, int count)
    {
        var drained = new List<int>();
        while (drained.Count < count)
        {
            var deliveries = await test.Broker.ReceiveAsync(Queue, Math.Min(333, count - drained.Count), Timeout.InfiniteTimeSpan).Soon();
            drained.AddRange(deliveries.Select(BatchTests.Number));
            await test.AcknowledgeAsync(deliveries);
        }

        return drained;
    }
}
