using System.Globalization;
using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_backlog_is_larger_than_memory_holds
{
    private const int Count = 20_000; // the window holds 8,192

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_be_delivered_completely_and_in_order(bool restarted)
    {
        await using var test = await StartAsync();
        await FillAsync(test, Count, 1000);
        if (restarted)
            await test.RestartAsync();
        Assert.Equal(Count, test.Statistics().Ready);

        Assert.Equal(Enumerable.Range(0, Count), await DrainAsync(test, Count));

        Assert.Equal((0, 0), (test.Statistics().Ready, test.Statistics().Leased));
    }

    [Fact]
    public async Task Should_be_delivered_completely_while_more_is_published_and_some_is_retried()
    {
        await using var test = await StartAsync();
        await FillAsync(test, 9000, 1000);
        var more = Task.Run(async () =>
        {
            for (var i = 9000; i < Count; i += 10)
                await test.PublishAsync([.. Enumerable.Range(i, 10).Select(Name)]);
        });

        var seen = new HashSet<int>();
        while (seen.Count < Count)
        {
            var deliveries = await test.Broker.ReceiveAsync(Queue, 500, Timeout.InfiniteTimeSpan).Soon();
            var settled = deliveries.Select(d =>
            {
                if (d.DeliveryCount == 1 && Number(d) % 97 == 0)
                    return test.Broker.RetryAsync(d.LeaseToken, TimeSpan.Zero);
                Assert.True(seen.Add(Number(d)), $"{Text(d)} was handled already.");
                return test.Broker.AcknowledgeAsync(d.LeaseToken);
            });
            await Task.WhenAll(settled).Soon();
        }

        await more.Soon();
        await test.SettleAsync();
        Assert.Equal((0, 0), (test.Statistics().Ready, test.Statistics().Leased));
        Assert.Equal(0, Outside.Scalar(test.File, "SELECT COUNT(*) FROM ready_1"));
    }

    [Fact]
    public async Task Should_be_delivered_when_all_that_fits_is_leased_at_once()
    {
        await using var test = await StartAsync();
        await FillAsync(test, 12_000, 1000);
        var held = new List<Delivery>();
        while (await test.ReceiveAsync(1000) is { Count: > 0 } more)
        {
            held.AddRange(more);
            await test.SettleAsync();
        }

        // The window is bounded: what is leased counts, and the rest waits on disk until some of it is settled.
        Assert.InRange(held.Count, 8192, 8192 + 2000);
        await Task.WhenAll(held.Select(d => test.Broker.AcknowledgeAsync(d.LeaseToken))).Soon();
        Assert.Equal(Enumerable.Range(held.Count, 12_000 - held.Count), await DrainAsync(test, 12_000 - held.Count));
    }

    [Fact]
    public async Task Should_not_be_read_into_memory_beyond_its_limit_in_bytes()
    {
        // 64 MiB of bodies; the window holds 32 MiB and what one read brings on top.
        await using var test = await StartAsync();
        var text = new string('x', 1024 * 1024);
        for (var i = 0; i < 64; i++)
            await test.PublishAsync(text);
        await test.RestartAsync();

        var held = 0;
        while (await test.ReceiveAsync(1000) is { Count: > 0 } more)
        {
            held += more.Count;
            await test.SettleAsync();
        }

        Assert.InRange(held, 32, 40);
    }

    private static async Task FillAsync(TestBroker test, int count, int batch)
    {
        for (var i = 0; i < count; i += batch)
            await test.PublishAsync([.. Enumerable.Range(i, batch).Select(Name)]);
    }

    private static async Task<List<int>> DrainAsync(TestBroker test, int count)
    {
        var drained = new List<int>();
        while (drained.Count < count)
        {
            var deliveries = await test.Broker.ReceiveAsync(Queue, 333, Timeout.InfiniteTimeSpan).Soon();
            drained.AddRange(deliveries.Select(Number));
            await Task.WhenAll(deliveries.Select(d => test.Broker.AcknowledgeAsync(d.LeaseToken))).Soon();
        }

        return drained;
    }

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(Delivery delivery) => int.Parse(Text(delivery), CultureInfo.InvariantCulture);
}
