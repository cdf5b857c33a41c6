using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

public sealed class When_receivers_wait
{
    [Fact]
    public async Task Should_be_woken_by_a_publish()
    {
        await using var test = await StartAsync();
        var waiting = test.Broker.ReceiveAsync(Queue, 10, Timeout.InfiniteTimeSpan).AsTask();
        Assert.Equal(1, test.Statistics().Receivers);
        await test.PublishAsync("x");

        Assert.Equal("x", Text(Assert.Single(await waiting.Soon())));
        Assert.Equal((0, 1), (test.Statistics().Receivers, test.Statistics().Leased));
    }

    [Fact]
    public async Task Should_be_woken_when_a_delay_or_a_lease_ends()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("leased");
        await test.ReceiveOneAsync();
        await test.PublishLaterAsync("delayed", TimeSpan.FromMinutes(5));
        var first = test.Broker.ReceiveAsync(Queue, 10, Timeout.InfiniteTimeSpan).AsTask();
        var second = test.Broker.ReceiveAsync(Queue, 10, Timeout.InfiniteTimeSpan).AsTask();

        test.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("leased", Text(Assert.Single(await first.Soon())));
        test.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotEmpty(await second.Soon());
    }

    [Fact]
    public async Task Should_answer_with_none_when_the_time_is_over()
    {
        await using var test = await StartAsync();
        var waiting = test.Broker.ReceiveAsync(Queue, 1, TimeSpan.FromSeconds(20)).AsTask();
        test.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(waiting.IsCompleted);
        test.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await waiting.Soon());
        Assert.Equal(0, test.Statistics().Receivers);
    }

    [Fact]
    public async Task Should_leave_nothing_leased_when_the_caller_gives_up()
    {
        await using var test = await StartAsync();
        using var giveUp = new CancellationTokenSource();
        var waiting = test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan, cancellationToken: giveUp.Token).AsTask();
        await giveUp.CancelAsync();

        Assert.Empty(await waiting.Soon());
        await test.PublishAsync("x");
        Assert.Equal(["x"], await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_be_served_in_the_order_they_came()
    {
        await using var test = await StartAsync();
        var first = test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan).AsTask();
        var second = test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan).AsTask();
        await test.PublishAsync("a", "b");

        Assert.Equal("a", Text(Assert.Single(await first.Soon())));
        Assert.Equal("b", Text(Assert.Single(await second.Soon())));
    }

    [Fact]
    public async Task Should_be_told_when_the_queue_is_deleted()
    {
        await using var test = await StartAsync();
        var waiting = test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan).AsTask();
        Assert.True(await test.Broker.DeleteQueueAsync(Queue));

        Assert.Equal(Queue, (await Assert.ThrowsAsync<UnknownQueueException>(() => waiting.Soon())).Queue);
        Assert.Null(test.Broker.Statistics(Queue));
        Assert.False(await test.Broker.DeleteQueueAsync(Queue));
        await Assert.ThrowsAsync<UnknownQueueException>(() => test.PublishAsync("x"));
    }

    [Fact]
    public async Task Should_not_be_left_waiting_when_the_broker_closes()
    {
        await using var test = await StartAsync();
        var waiting = test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan).AsTask();
        await test.Broker.DisposeAsync();

        await Assert.ThrowsAnyAsync<BrokerException>(() => waiting.Soon());
        await Assert.ThrowsAnyAsync<BrokerException>(() => test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan).Soon());
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => test.PublishAsync("x"));
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(9_000_000_000)]
    public async Task Should_refuse_a_wait_that_makes_no_sense_and_lose_nothing(long seconds)
    {
        await using var test = await StartAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => test.Broker.ReceiveAsync(Queue, 1, TimeSpan.FromSeconds(seconds)).AsTask());

        await test.PublishAsync("x");
        Assert.Equal(["x"], await test.ReceiveTextsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Should_refuse_a_number_out_of_range(int max)
    {
        await using var test = await StartAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => test.ReceiveAsync(max));
        await Assert.ThrowsAsync<UnknownQueueException>(() => test.ReceiveAsync(1, "nowhere"));
    }
}
