using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_message_is_published_and_received
{
    [Fact]
    public async Task Should_come_as_it_was_sent_and_in_order()
    {
        await using var test = await StartAsync();
        var headers = new Dictionary<string, string> { ["x-colour"] = "gr\u00fcn", [MessageHeaders.CorrelationId] = "c" };
        var sent = new Message("a.b.v1", new byte[] { 0, 1, 255 }, "application/octet-stream", "id-1", headers);
        await test.Broker.PublishAsync([new OutgoingMessage(Destination.Queue(Queue), sent), Text("second")]);

        var deliveries = await test.ReceiveAsync();

        Assert.Equal(2, deliveries.Count);
        var got = deliveries[0].Message;
        Assert.Equal((sent.Id, sent.Type, sent.ContentType), (got.Id, got.Type, got.ContentType));
        Assert.Equal(sent.Body.ToArray(), got.Body.ToArray());
        Assert.Equal(headers, got.Headers);
        Assert.Equal((1, 1), (deliveries[0].DeliveryCount, deliveries[0].Attempt));
        Assert.Equal("second", Text(deliveries[1]));
    }

    [Fact]
    public async Task Should_be_gone_for_ever_once_acknowledged()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("once");
        await test.Broker.AcknowledgeAsync((await test.ReceiveOneAsync()).LeaseToken);

        Assert.Empty(await test.ReceiveAsync());
        await test.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(await test.ReceiveAsync());
        Assert.Equal((0, 0, 1, 1), Counts(test.Statistics()));
    }

    [Fact]
    public async Task Should_keep_an_empty_body_empty()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("");
        await test.RestartAsync();

        Assert.Equal([""], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_give_no_more_than_was_asked_for()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("a", "b", "c");

        Assert.Equal(["a", "b"], await test.ReceiveTextsAsync(2));
        Assert.Equal(["c"], await test.ReceiveTextsAsync(2));
    }

    [Fact]
    public async Task Should_wait_until_it_is_due()
    {
        await using var test = await StartAsync();
        await test.PublishLaterAsync("later", TimeSpan.FromSeconds(10));
        await test.PublishLaterAsync("sooner", TimeSpan.FromSeconds(5));
        Assert.Empty(await test.ReceiveAsync());
        Assert.Equal(2, test.Statistics().Scheduled);

        await test.AdvanceAsync(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Assert.Empty(await test.ReceiveAsync());
        await test.AdvanceAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["sooner"], await test.ReceiveTextsAsync());
        await test.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(["later"], await test.ReceiveTextsAsync());
        Assert.Equal(0, test.Statistics().Scheduled);
    }

    [Fact]
    public async Task Should_be_delivered_when_many_are_due_at_once()
    {
        // More than the broker moves in one transaction.
        await using var test = await StartAsync();
        var due = test.Time.GetUtcNow() + TimeSpan.FromSeconds(1);
        var texts = Enumerable.Range(0, 1200).Select(i => $"{i}").ToArray();
        await test.Broker.PublishAsync([.. texts.Select(t => Text(t, due: due))]);
        test.Time.Advance(TimeSpan.FromSeconds(1));

        var received = new List<string>();
        while (received.Count < texts.Length)
            received.AddRange((await test.Broker.ReceiveAsync(Queue, 1000, Timeout.InfiniteTimeSpan).Soon()).Select(Text));

        Assert.Equal(texts, received);
    }

    [Fact]
    public async Task Should_be_delivered_at_once_when_its_time_is_past()
    {
        await using var test = await StartAsync();
        await test.PublishLaterAsync("late", TimeSpan.FromSeconds(-1));

        Assert.Equal(["late"], await test.ReceiveTextsAsync());
    }

    private static (long Ready, long Leased, long Published, long Acknowledged) Counts(QueueStatistics s) =>
        (s.Ready, s.Leased, s.Published, s.Acknowledged);
}
