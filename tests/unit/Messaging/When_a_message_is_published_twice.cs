using Messaging;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_message_is_published_twice
{
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_be_confirmed_and_stored_once_within_the_window(bool restart)
    {
        await using var test = await StartAsync(new QueueOptions { DedupeWindow = _window });
        await test.PublishAsync(Text("x", id: "1"));
        await test.Broker.AcknowledgeAsync((await test.ReceiveOneAsync()).LeaseToken);
        if (restart)
            await test.RestartAsync();
        await test.AdvanceAsync(_window - TimeSpan.FromSeconds(1));

        Assert.Equal([1], await test.Broker.PublishAsync([Text("x", id: "1")]));

        Assert.Empty(await test.ReceiveAsync());
        Assert.Equal((0, 1), (test.Statistics().Ready, test.Statistics().Duplicates));
    }

    [Fact]
    public async Task Should_be_stored_again_after_the_window()
    {
        await using var test = await StartAsync(new QueueOptions { DedupeWindow = _window });
        for (var i = 0; i < 5; i++)
        {
            await test.PublishAsync(Text("x", id: "1"), Text("y", id: $"y{i}"), Text("again", id: $"y{i}"));
            var received = await test.ReceiveAsync();
            Assert.Equal(["x", "y"], received.Select(Text));
            await test.Broker.AcknowledgeAsync(received);
            await test.AdvanceAsync(_window + TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public async Task Should_forget_an_id_whose_publish_was_undone()
    {
        await using var test = await StartAsync(new QueueOptions { DedupeWindow = _window });
        await test.Broker.DeclareQueueAsync("full", new QueueOptions { MaxLength = 1 });
        await Assert.ThrowsAsync<QueueFullException>(() => test.Broker.PublishAsync([Text("x", id: "1"), Text("a", "full"), Text("b", "full")]));

        await test.PublishAsync(Text("x", id: "1"));

        Assert.Equal(["x"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_be_stored_each_time_where_the_queue_has_no_window()
    {
        await using var test = await StartAsync();
        await test.PublishAsync(Text("x", id: "1"), Text("x", id: "1"));
        Assert.Equal(["x", "x"], await test.ReceiveTextsAsync());
    }
}
