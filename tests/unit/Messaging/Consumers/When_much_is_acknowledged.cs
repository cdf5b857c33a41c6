using System.Collections.Concurrent;
using Messaging;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;

namespace Unit.Messaging.Consumers;

public sealed class When_much_is_acknowledged
{
    private readonly ConcurrentQueue<int> _calls = new();
    private TaskCompletionSource? _answer;

    [Fact]
    public async Task Should_go_at_once_when_nothing_is_under_way_and_together_with_what_came_meanwhile()
    {
        await using var test = await TestBroker.StartAsync();
        var settlement = Make(test);
        var deliveries = await DeliveriesAsync(test, 10);
        _answer = new TaskCompletionSource();
        foreach (var delivery in deliveries)
            Assert.True(settlement.AcknowledgeAsync(delivery).AsTask().IsCompletedSuccessfully);
        Assert.Equal([1], _calls);

        Answer();
        await settlement.DrainAsync().Soon();
        Assert.Equal([1, 9], _calls);
        Assert.Equal(10, test.Statistics().Acknowledged);
    }

    [Fact]
    public async Task Should_make_the_consumers_wait_when_very_many_are_pending()
    {
        await using var test = await TestBroker.StartAsync();
        var settlement = Make(test);
        var deliveries = await DeliveriesAsync(test, 1001);
        _answer = new TaskCompletionSource();
        var first = deliveries.Take(1000).Select(delivery => settlement.AcknowledgeAsync(delivery).AsTask()).ToList();
        Assert.All(first, task => Assert.True(task.IsCompletedSuccessfully));
        var last = settlement.AcknowledgeAsync(deliveries[1000]).AsTask();
        Assert.False(last.IsCompleted);

        Answer();
        await last.Soon();
        await settlement.DrainAsync().Soon();
        Assert.Equal(1001, test.Statistics().Acknowledged);
    }

    [Fact]
    public async Task Should_count_as_leased_until_it_is_answered()
    {
        await using var test = await TestBroker.StartAsync();
        var settlement = Make(test);
        _answer = new TaskCompletionSource();
        foreach (var delivery in await DeliveriesAsync(test, 3))
            await settlement.AcknowledgeAsync(delivery);
        var leased = new List<Delivery>();
        settlement.CopyLeased(leased);
        Assert.Equal(3, leased.Count);

        Answer();
        await settlement.DrainAsync().Soon();
        leased.Clear();
        settlement.CopyLeased(leased);
        Assert.Empty(leased);
    }

    [Fact]
    public async Task Should_settle_the_others_when_the_leases_of_some_have_ended()
    {
        await using var test = await TestBroker.StartAsync();
        var settlement = Make(test);
        var deliveries = await DeliveriesAsync(test, 10);
        await test.Broker.AcknowledgeAsync(deliveries[4].LeaseToken);
        _answer = new TaskCompletionSource();
        foreach (var delivery in deliveries)
            await settlement.AcknowledgeAsync(delivery);
        Answer();
        await settlement.DrainAsync().Soon();

        Assert.Equal((10, 0), (test.Statistics().Acknowledged, test.Statistics().Leased));
    }

    [Fact]
    public async Task Should_have_nothing_to_wait_for_when_nothing_was_acknowledged()
    {
        await using var test = await TestBroker.StartAsync();

        await Make(test).DrainAsync().Soon();
    }

    private static async Task<IReadOnlyList<Delivery>> DeliveriesAsync(TestBroker test, int count)
    {
        await test.PublishAsync([.. Enumerable.Range(0, count).Select(i => $"{i}")]);
        List<Delivery> all = [.. await test.ReceiveAsync(Math.Min(count, 1000))];
        if (count > 1000)
            all.AddRange(await test.ReceiveAsync(count - 1000));
        Assert.Equal(count, all.Count);
        return all;
    }

    private void Answer()
    {
        var answer = _answer!;
        _answer = null;
        answer.SetResult();
    }

    /// <summary>Its calls to the broker are counted, and wait for <see cref="Answer"/> where there is one to wait for.</summary>
    private Settlement Make(TestBroker test)
    {
        var (broker, faults) = FaultyBroker.Around(test.Broker);
        faults.Acknowledging = deliveries =>
        {
            _calls.Enqueue(deliveries.Count);
            return _answer?.Task ?? Task.CompletedTask;
        };
        return new Settlement(TestBroker.Queue, broker, test.Time, NullLogger.Instance);
    }
}
