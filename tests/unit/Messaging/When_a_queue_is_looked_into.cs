using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_queue_is_looked_into
{
    [Fact]
    public async Task Should_show_what_is_ready_leased_and_not_due_and_take_nothing()
    {
        await using var test = await StartAsync();
        var start = test.Time.GetUtcNow();
        await test.PublishAsync("leased", "retried");
        await test.PublishLaterAsync("later", TimeSpan.FromHours(1));
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));
        await test.PublishAsync("ready");
        var deliveries = await test.ReceiveAsync(2);
        await test.Broker.RetryAsync(deliveries[1].LeaseToken, TimeSpan.FromMinutes(1));
        var before = test.Statistics();

        Assert.Equal(
            [
                ("leased", start, 0, null),
                ("retried", start, 1, (DateTimeOffset?)start.AddSeconds(61)),
                ("later", start.AddHours(1), 0, start.AddHours(1)),
                ("ready", start.AddSeconds(1), 0, null),
            ],
            (await PeekAsync(test)).Select(m => (Text(m), m.PublishedAt, m.Attempts, m.DueAt)));
        Assert.Equal(before, test.Statistics());
        await test.Broker.AcknowledgeAsync(deliveries[0].LeaseToken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Should_go_on_after_a_sequence_and_miss_none(int page)
    {
        await using var test = await StartAsync();
        for (var i = 0; i < 20; i++)
        {
            if (i % 3 == 0)
                await test.PublishLaterAsync($"{i}", TimeSpan.FromMinutes(100 - i));
            else
                await test.PublishAsync($"{i}");
        }

        var found = new List<PeekedMessage>();
        while (await PeekAsync(test, found.LastOrDefault()?.Sequence ?? 0, page) is { Count: > 0 } more)
            found.AddRange(more);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), found.Select(Text));
    }

    [Fact]
    public async Task Should_not_read_more_than_fits_into_memory_and_go_on_from_there()
    {
        await using var test = await StartAsync(new QueueOptions { MaxBodyBytes = 64 * 1024 * 1024 });
        foreach (var id in new[] { "a", "b", "c" })
            await test.Broker.PublishAsync([new OutgoingMessage(Destination.Queue(Queue), new Message("x", new byte[40 * 1024 * 1024], id: id))]);
        await test.Broker.PublishAsync([TestBroker.Text("later", id: "d", due: test.Time.GetUtcNow() + TimeSpan.FromHours(1))]);

        var first = await PeekAsync(test);
        Assert.Equal(["a", "b"], first.Select(m => m.Message.Id));
        Assert.Equal(["c", "d"], (await PeekAsync(test, first[^1].Sequence)).Select(m => m.Message.Id));
    }

    [Fact]
    public async Task Should_show_a_body_that_several_queues_share()
    {
        await using var test = await StartAsync();
        await test.Broker.DeclareQueueAsync("other", new QueueOptions());
        await test.Broker.SubscribeAsync(new Subscription("sales", "a", Queue));
        await test.Broker.SubscribeAsync(new Subscription("sales", "b", "other"));
        var text = new string('x', 10_000);
        await test.Broker.PublishAsync([Event("sales", "x", text)]);

        Assert.Equal(text, Text(Assert.Single(await PeekAsync(test))));
        Assert.Equal(text, Text(Assert.Single(await test.Broker.PeekAsync("other", 0, 10).Soon())));
    }

    [Fact]
    public async Task Should_show_when_the_first_of_a_key_that_keeps_its_place_is_tried_again()
    {
        await using var test = await StartAsync();
        var headers = new Dictionary<string, string> { [MessageHeaders.OrderingKey] = "k" };
        await test.Broker.PublishAsync([new OutgoingMessage(Destination.Queue(Queue), new Message("x", default, headers: headers))]);
        await test.Broker.RetryAsync((await test.ReceiveOneAsync()).LeaseToken, TimeSpan.FromMinutes(1));

        var message = Assert.Single(await PeekAsync(test));
        Assert.Equal((1, test.Time.GetUtcNow().AddMinutes(1)), (message.Attempts, message.DueAt));
    }

    [Fact]
    public async Task Should_refuse_a_queue_that_is_not_there_and_numbers_that_make_no_sense()
    {
        await using var test = await StartAsync();

        await Assert.ThrowsAsync<UnknownQueueException>(() => test.Broker.PeekAsync("nowhere", 0, 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.Broker.PeekAsync(Queue, 0, 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.Broker.PeekAsync(Queue, 0, 1001));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.Broker.PeekAsync(Queue, -1, 1));
    }

    private static Task<IReadOnlyList<PeekedMessage>> PeekAsync(TestBroker test, long after = 0, int max = 100) =>
        test.Broker.PeekAsync(Queue, after, max).Soon();

    private static string Text(PeekedMessage message) => System.Text.Encoding.UTF8.GetString(message.Message.Body.Span);
}
