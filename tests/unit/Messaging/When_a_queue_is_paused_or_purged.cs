using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_a_queue_is_paused_or_purged
{
    [Fact]
    public async Task Should_hand_out_nothing_until_resumed()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("before");
        await test.Broker.PauseAsync(Queue);
        await test.PublishAsync("after");
        Assert.True(test.Statistics().Paused);
        Assert.Empty(await test.ReceiveAsync());
        var waiting = test.Broker.ReceiveAsync(Queue, 10, Timeout.InfiniteTimeSpan).AsTask();

        await test.Broker.ResumeAsync(Queue);

        Assert.Equal(["before", "after"], (await waiting.Soon()).Select(Text));
    }

    [Fact]
    public async Task Should_let_what_is_leased_be_settled_while_paused()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("a", "b");
        var leased = await test.ReceiveAsync();
        await test.Broker.PauseAsync(Queue);
        await test.Broker.AcknowledgeAsync(leased[0].LeaseToken);
        await test.Broker.RetryAsync(leased[1].LeaseToken, TimeSpan.Zero);

        Assert.Empty(await test.ReceiveAsync());
        await test.Broker.ResumeAsync(Queue);
        Assert.Equal(["b"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_delete_everything_but_what_is_leased()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("leased", "ready", "ready");
        var leased = await test.ReceiveOneAsync();
        await test.PublishLaterAsync("scheduled", TimeSpan.FromSeconds(1));

        Assert.Equal(3, await test.Broker.PurgeAsync(Queue));

        Assert.Equal((0, 1, 0), (test.Statistics().Ready, test.Statistics().Leased, test.Statistics().Scheduled));
        await test.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Empty(await test.ReceiveAsync());
        await test.Broker.RetryAsync(leased.LeaseToken, TimeSpan.Zero);
        Assert.Equal(["leased"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_keep_what_is_published_after_a_purge()
    {
        await using var test = await StartAsync();
        await test.PublishAsync([.. Enumerable.Range(0, 100).Select(i => $"old {i}")]);
        var purge = test.Broker.PurgeAsync(Queue);
        await test.PublishAsync("new");

        Assert.Equal(100, await purge.Soon());
        Assert.Equal(["new"], await test.ReceiveTextsAsync());
        await test.RestartAsync();
        Assert.Equal(["new"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_give_a_message_once_that_is_returned_in_the_transaction_of_a_purge()
    {
        // A barrier in front makes the writer find both in one batch, in most rounds.
        await using var test = await StartAsync(new QueueOptions { MaxDeliveryAttempts = 1000 });
        await test.PublishAsync("x");
        for (var round = 0; round < 100; round++)
        {
            var delivery = await test.ReceiveOneAsync();
            var barrier = test.Broker.PublishAsync([]);
            var returned = test.Broker.RetryAsync(delivery.LeaseToken, TimeSpan.Zero);
            var purge = test.Broker.PurgeAsync(Queue);
            await Task.WhenAll(barrier, returned, purge).Soon();
            await test.SettleAsync();
            if (await purge == 1)
            {
                Assert.Equal(0, test.Statistics().Ready);
                await test.PublishAsync("x");
            }

            Assert.Equal((1, 0), (test.Statistics().Ready, test.Statistics().Leased));
        }

        Assert.Single(await test.ReceiveAsync());
    }
}
