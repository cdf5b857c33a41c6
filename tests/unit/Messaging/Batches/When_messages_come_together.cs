using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging.Batches;

public sealed class When_messages_come_together
{
    [Fact]
    public async Task Should_share_a_row_and_come_in_order_also_after_a_restart()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(20));

        Assert.Equal((0, 1, 0), test.Rows());
        Assert.Equal(BatchTests.Texts(20), await test.ReceiveTextsAsync());
        await test.RestartAsync();
        Assert.Equal(20, test.Statistics().Ready);
        Assert.Equal(BatchTests.Texts(20), await test.ReceiveTextsAsync());
    }

    [Theory]
    [InlineData(7, 7, 0)]
    [InlineData(8, 0, 1)]
    public async Task Should_have_rows_of_their_own_when_they_are_few(int count, long ready, long batches)
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(count));

        Assert.Equal((ready, batches, 0), test.Rows());
    }

    [Fact]
    public async Task Should_be_several_batches_when_they_are_large_together()
    {
        await using var test = await StartAsync();
        string[] texts = [.. BatchTests.Texts(200).Select(n => n + new string('x', 2000))];
        await test.PublishAsync(texts);

        // 32 of these are 64 KiB; the last eight are enough for one more.
        Assert.Equal((0, 7, 0), test.Rows());
        Assert.InRange(Outside.Scalar(test.File, "SELECT MAX(LENGTH(data)) FROM batch_1"), 60_000, 65_536);
        await test.RestartAsync();
        Assert.Equal(texts, await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_share_a_row_also_with_large_headers()
    {
        await using var test = await StartAsync();
        var headers = new Dictionary<string, string> { ["token"] = new string('x', 7000) };
        await test.PublishAsync([.. BatchTests.Texts(20).Select(t => new OutgoingMessage(Destination.Queue(Queue), new Message("text", System.Text.Encoding.UTF8.GetBytes(t), headers: headers)))]);

        // As large as they may be eight fit, and as they are the same all do.
        Assert.Equal((0, 1, 0), test.Rows());
        await test.RestartAsync();
        Assert.Equal(BatchTests.Texts(20), await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_keep_their_places_among_large_ones_that_have_rows_of_their_own()
    {
        await using var test = await StartAsync();
        string[] texts =
        [
            .. BatchTests.Texts(10), new string('L', 100_000), .. BatchTests.Texts(10, 10), new string('M', 40_000),
            new string('N', 40_000), .. BatchTests.Texts(3, 20), "",
        ];
        await test.PublishAsync(texts);

        Assert.Equal((6, 2, 0), test.Rows());
        await test.RestartAsync();
        var deliveries = await test.ReceiveAsync();
        Assert.Equal(texts, deliveries.Select(Text));
        await test.AcknowledgeAsync(deliveries);
        Assert.Equal((0, 0, 0), test.Rows());
    }

    [Fact]
    public async Task Should_keep_their_places_among_those_with_a_key_and_those_that_are_delayed()
    {
        await using var test = await StartAsync();
        await test.PublishAsync([.. Enumerable.Range(0, 60).Select(i => (i % 6) switch
        {
            1 => Keyed($"key {i}", $"{i}"),
            2 => Text($"{i}", due: test.Time.GetUtcNow().AddMinutes(1)),
            _ => Text($"{i}"),
        })]);

        Assert.Equal((10, 1, 0), test.Rows());
        await test.RestartAsync();
        Assert.Equal((50, 10), (test.Statistics().Ready, test.Statistics().Scheduled));
        Assert.Equal(BatchTests.Texts(60).Where((_, i) => i % 6 != 2), await test.DrainAsync());

        // Those that are due together come together, too.
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 1, 0), test.Rows());
        await test.RestartAsync();
        Assert.Equal(BatchTests.Texts(60).Where((_, i) => i % 6 == 2), await test.DrainAsync());
        Assert.Equal((0, 0, 0), test.Rows());
    }

    [Fact]
    public async Task Should_be_stored_as_they_were_sent()
    {
        await using var test = await StartAsync();
        var published = test.Time.GetUtcNow();
        OutgoingMessage[] sent =
        [
            .. Enumerable.Range(0, 9).Select(i => new OutgoingMessage(Destination.Queue(Queue), new Message(
                $"type {i % 2}", new byte[i], $"application/x-{i % 3}", $"id {i}", new Dictionary<string, string> { ["n"] = $"ä{i}" }))),
        ];
        await test.PublishAsync(sent);
        await test.AdvanceAsync(TimeSpan.FromSeconds(1));
        await test.RestartAsync();

        var deliveries = await test.ReceiveAsync();
        Assert.Equal(
            sent.Select(s => (s.Message.Id, s.Message.Type, s.Message.ContentType, s.Message.Body.Length, s.Message.Headers["n"])),
            deliveries.Select(d => (d.Message.Id, d.Message.Type, d.Message.ContentType, d.Message.Body.Length, d.Message.Headers["n"])));
        Assert.All(deliveries, d => Assert.Equal((1, 1), (d.DeliveryCount, d.Attempt)));
        Assert.All(await test.Broker.PeekAsync(Queue, 0, 100).Soon(), m => Assert.Equal(published, m.PublishedAt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_leave_exactly_those_that_were_not_acknowledged_and_no_row_after_the_last(bool oneByOne)
    {
        await using var test = await StartAsync();
        for (var i = 0; i < 3; i++)
            await test.PublishAsync(BatchTests.Texts(10, 10 * i));
        var handled = (await test.ReceiveAsync()).Where(d => BatchTests.Number(d) % 3 > 0 || BatchTests.Number(d) is >= 10 and < 20).ToList();
        if (oneByOne)
            await Task.WhenAll(handled.Select(d => test.Broker.AcknowledgeAsync(d.LeaseToken))).Soon();
        else
            await test.AcknowledgeAsync(handled);

        // Of the one in the middle nothing is left, of the others 0, 3, 6, 9 and 21, 24, 27.
        Assert.Equal((0, 2, 2), test.Rows());
        for (var i = 0; i < 2; i++)
        {
            await test.RestartAsync();
            Assert.Equal(7, test.Statistics().Ready);
            Assert.Equal(["0", "3", "6", "9", "21", "24", "27"], await test.ReceiveTextsAsync());
        }

        await test.RestartAsync();
        Assert.Equal(7, (await test.DrainAsync()).Count);
        Assert.Equal((0, 0, 0), test.Rows());
        await test.RestartAsync();
        Assert.Equal(0, test.Statistics().Ready);
        Assert.Empty(await test.ReceiveAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_give_no_sequence_twice_after_a_restart_while_the_last_of_a_batch_is_there(bool settled)
    {
        await using var test = await StartAsync();
        await test.PublishAsync(BatchTests.Texts(10));
        if (settled)
            await test.AcknowledgeAsync(await test.ReceiveAsync(), d => BatchTests.Number(d) > 2);
        await test.RestartAsync();

        await test.PublishAsync("new");

        string[] expected = [.. BatchTests.Texts(settled ? 3 : 10), "new"];
        Assert.Equal(expected, await test.ReceiveTextsAsync());
        Assert.Equal(11, (await test.Broker.PeekAsync(Queue, 0, 100).Soon())[^1].Sequence);
    }

    [Fact]
    public async Task Should_know_how_many_there_are_of_a_large_queue_after_any_end()
    {
        const int count = 50_500; // from 50,000 on the depth is kept, not counted
        await using var test = await StartAsync();
        for (var i = 0; i < count; i += 500)
            await test.PublishAsync(BatchTests.Texts(500, i));
        await test.AcknowledgeAsync(await test.ReceiveAsync(100), d => BatchTests.Number(d) % 2 == 0);
        await test.PublishAsync(BatchTests.Texts(10, count));
        Assert.Equal(0, test.Rows().Ready);

        await test.RestartAsync();
        Assert.Equal(count - 40, test.Statistics().Ready);
        await test.PublishAsync("last");
        Assert.Equal(count + 11, Assert.Single(await test.Broker.PeekAsync(Queue, count + 10, 10).Soon()).Sequence);

        // Under the line again: counted, of what the batches have left.
        await test.AcknowledgeAsync(await test.ReceiveAsync(1000), d => BatchTests.Number(d) % 10 > 0);
        await test.CrashAsync();
        Assert.Equal(count - 39 - 905, test.Statistics().Ready);
    }
}
