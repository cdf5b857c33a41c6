using System.Globalization;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_thousands_wait_behind_one_key
{
    private const int Count = 12_000; // memory keeps 2,048 of those that wait, and 8,192 in all

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_not_keep_others_waiting_and_come_in_order_when_it_is_their_turn(bool restart)
    {
        await using var test = await StartAsync();
        foreach (var chunk in Enumerable.Range(0, Count).Chunk(1000))
            await test.PublishAsync([.. chunk.Select(i => Keyed("a", i.ToString(CultureInfo.InvariantCulture)))]);
        await test.PublishAsync(Text("other"), Keyed("b", "b"));
        if (restart)
            await test.RestartAsync();

        var head = await test.ReceiveOneAsync();
        Assert.Equal("0", Text(head));
        Assert.Equal(["other", "b"], await UntilAsync(test, 2));

        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), Text(head));
            await test.Broker.AcknowledgeAsync(head.LeaseToken);
            if (i < Count - 1)
                head = Assert.Single(await test.Broker.ReceiveAsync(Queue, 100, Timeout.InfiniteTimeSpan).Soon());
        }

        Assert.Equal((0, 2), (test.Statistics().Ready, test.Statistics().Leased));
    }

    /// <summary>The writer reads on a few times before it comes to the others.</summary>
    private static async Task<List<string>> UntilAsync(TestBroker test, int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
            texts.AddRange((await test.Broker.ReceiveAsync(Queue, 100, Timeout.InfiniteTimeSpan).Soon()).Select(Text));
        return texts;
    }
}
