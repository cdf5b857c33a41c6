using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_many_are_acknowledged_together
{
    [Fact]
    public async Task Should_be_gone_from_all_their_queues()
    {
        await using var test = await StartAsync();
        await test.Broker.DeclareQueueAsync("other", new QueueOptions());
        await test.PublishAsync(Text("a"), Text("b"), Text("c"), Text("d", "other"));
        var deliveries = await test.ReceiveAsync(2);
        var other = await test.ReceiveAsync(queue: "other");

        Assert.Empty(await test.Broker.AcknowledgeAsync([deliveries[0], .. other, deliveries[1]]));

        Assert.Equal((1, 0, 2), (test.Statistics().Ready, test.Statistics().Leased, test.Statistics().Acknowledged));
        Assert.Equal((0, 0), (test.Statistics("other").Ready, test.Statistics("other").Leased));
        await test.RestartAsync();
        Assert.Equal(["c"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_say_which_leases_had_ended_and_settle_the_others()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("a", "b", "c");
        var deliveries = await test.ReceiveAsync();
        await test.Broker.RetryAsync(deliveries[1].LeaseToken, TimeSpan.Zero);

        var lost = await test.Broker.AcknowledgeAsync(deliveries);

        Assert.Same(deliveries[1], Assert.Single(lost));
        Assert.Equal((1, 0), (test.Statistics().Ready, test.Statistics().Leased));
        Assert.Equal(3, (await test.Broker.AcknowledgeAsync(deliveries)).Count);
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(100, 0)]
    public async Task Should_leave_no_hole_that_takes_a_neighbour_along(int together, long rows)
    {
        await using var test = await StartAsync();
        foreach (var texts in Enumerable.Range(0, 100).Chunk(together))
            await test.PublishAsync([.. texts.Select(i => Text($"{i}"))]);
        var deliveries = await test.ReceiveAsync();

        await test.Broker.AcknowledgeAsync([.. deliveries.Where((_, i) => i % 7 != 0)]);
        await test.RestartAsync();

        Assert.Equal(Enumerable.Range(0, 100).Where(i => i % 7 == 0).Select(i => $"{i}"), await test.ReceiveTextsAsync());
        Assert.Equal(rows, Outside.Scalar(test.File, "SELECT COUNT(*) FROM ready_1"));
    }
}
