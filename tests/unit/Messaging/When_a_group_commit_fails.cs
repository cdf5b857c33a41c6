using Messaging;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

[Collection(FaultPoints.Name)]
public sealed class When_a_group_commit_fails
{
    private const string Before = "broker-before-commit";
    private const string After = "broker-after-commit";

    public static TheoryData<string> Places => [Before, After];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Should_refuse_the_publish_and_serve_again(string place)
    {
        await using var test = await StartAsync(new QueueOptions { MaxLength = 3 });
        await test.PublishAsync("a");
        using (FaultPoints.Throw(place))
            await Assert.ThrowsAsync<BrokerUnavailableException>(() => test.PublishAsync("b"));

        await test.PublishAsync("c");

        // Unknown outcome: before the commit it is not there, after it it is. In both cases memory says what the disk says.
        string[] expected = place == Before ? ["a", "c"] : ["a", "b", "c"];
        Assert.Equal(expected.Length, test.Statistics().Ready);
        await FillUpAsync(test, 3 - expected.Length);
        Assert.Equal(expected, (await test.ReceiveTextsAsync()).Take(expected.Length));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Should_wake_a_waiting_receiver_when_it_serves_again(string place)
    {
        await using var test = await StartAsync();
        var waiting = test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan).AsTask();
        using (FaultPoints.Throw(place))
            await Assert.ThrowsAsync<BrokerUnavailableException>(() => test.PublishAsync("a"));
        await test.PublishAsync("a");

        Assert.Equal("a", Text(Assert.Single(await waiting.Soon())));
    }

    [Fact]
    public async Task Should_leave_the_lease_as_it_was_when_nothing_was_committed()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("a");
        var token = (await test.ReceiveOneAsync()).LeaseToken;
        using (FaultPoints.Throw(Before))
            await Assert.ThrowsAsync<BrokerUnavailableException>(() => test.Broker.AcknowledgeAsync(token));

        Assert.Empty(await test.ReceiveAsync());
        await test.Broker.AcknowledgeAsync(token);
        Assert.Equal((0, 0), (test.Statistics().Ready, test.Statistics().Leased));
    }

    public static TheoryData<string> Settlements => ["acknowledge", "retry", "retry later", "dead-letter"];

    [Theory]
    [MemberData(nameof(Settlements))]
    public async Task Should_end_every_lease_when_the_outcome_is_unknown(string settlement)
    {
        await using var test = await StartAsync();
        await test.PublishAsync("a", "b");
        var leased = await test.ReceiveAsync();
        using (FaultPoints.Throw(After))
            await Assert.ThrowsAsync<BrokerUnavailableException>(() => Settle(test, settlement, leased[0].LeaseToken));

        // It was committed, as it happens.
        await test.SettleAsync();
        Assert.Equal(settlement == "retry" ? 2 : 1, test.Statistics().Ready);
        await Assert.ThrowsAsync<LeaseLostException>(() => test.Broker.AcknowledgeAsync(leased[0].LeaseToken));
        await Assert.ThrowsAsync<LeaseLostException>(() => test.Broker.AcknowledgeAsync(leased[1].LeaseToken));
        await test.RestartAsync();
        Assert.Equal(settlement == "retry" ? ["a", "b"] : ["b"], await test.ReceiveTextsAsync());
    }

    [Theory]
    [MemberData(nameof(Settlements))]
    public async Task Should_refuse_a_settlement_that_was_on_its_way_when_the_store_was_reopened(string settlement)
    {
        await using var test = await StartAsync();
        await test.PublishAsync("a");
        var token = (await test.ReceiveOneAsync()).LeaseToken;
        var waiting = test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan).AsTask();
        using var reached = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        using var fault = FaultPoints.On(name =>
        {
            if (name != After)
                return;
            FaultPoint.OnHit = null;
            reached.Release();
            go.Wait(Deadline.Generous);
            throw new IOException("The disk is on fire.");
        });

        // The lease is reserved while the writer is busy; then the store is reopened, and the waiting receiver gets the message.
        var failing = test.Broker.PublishAsync([]);
        Assert.True(await reached.WaitAsync(Deadline.Generous));
        var late = Settle(test, settlement, token);
        go.Release();

        await Assert.ThrowsAsync<BrokerUnavailableException>(() => failing);
        await Assert.ThrowsAsync<LeaseLostException>(() => late.Soon());
        var present = Assert.Single(await waiting.Soon());
        Assert.Equal((0, 1, 0), (test.Statistics().Ready, test.Statistics().Leased, test.Statistics().Scheduled));
        Assert.Empty(await test.Broker.ListDeadLettersAsync(new DeadLetterQuery()));
        await test.Broker.AcknowledgeAsync(present.LeaseToken);
        await test.RestartAsync();
        Assert.Empty(await test.ReceiveAsync());
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Should_agree_with_the_disk_about_queues_subscriptions_and_pauses(string place)
    {
        await using var test = await StartAsync();
        await test.Broker.DeclareQueueAsync("deleted", new QueueOptions());
        await test.Broker.SubscribeAsync(new Subscription("t", "s", Queue));
        using (FaultPoints.Throw(place))
            await Assert.ThrowsAsync<BrokerUnavailableException>(() => test.Broker.DeleteQueueAsync("deleted"));
        using (FaultPoints.Throw(place))
            await Assert.ThrowsAsync<BrokerUnavailableException>(() => test.Broker.UnsubscribeAsync("t", "s"));
        using (FaultPoints.Throw(place))
            await Assert.ThrowsAsync<BrokerUnavailableException>(() => test.Broker.PauseAsync(Queue));
        using (FaultPoints.Throw(place))
            await Assert.ThrowsAsync<BrokerUnavailableException>(() => test.Broker.DeclareQueueAsync("new", new QueueOptions()));
        await test.SettleAsync();
        var before = (Queues(), test.Broker.Subscriptions.Count, test.Statistics().Paused);
        Assert.Equal((place == Before ? "deleted work" : "new work", place == Before ? 1 : 0, place == After), before);

        foreach (var queue in test.Broker.Statistics())
            await test.Broker.PublishAsync([Text("x", queue.Queue)]).Soon();
        await test.RestartAsync();
        Assert.Equal(before, (Queues(), test.Broker.Subscriptions.Count, test.Statistics().Paused));

        string Queues() => string.Join(' ', test.Broker.Statistics().Select(s => s.Queue));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Should_move_a_due_message_later(string place)
    {
        await using var test = await StartAsync();
        await test.PublishLaterAsync("x", TimeSpan.FromSeconds(10));
        test.Time.Advance(TimeSpan.FromSeconds(9.9));
        using (FaultPoints.Throw(place))
        {
            test.Time.Advance(TimeSpan.FromSeconds(0.1));
            await Deadline.Until(() => test.Statistics().Ready == 1, () => test.Time.Advance(TimeSpan.FromMilliseconds(250)));
        }

        Assert.Equal(["x"], await test.ReceiveTextsAsync());
        Assert.Equal(0, test.Statistics().Scheduled);
    }

    [Fact]
    public async Task Should_end_a_lease_later()
    {
        await using var test = await StartAsync();
        await test.PublishAsync("x");
        await test.ReceiveOneAsync();
        using (FaultPoints.Throw(Before))
            await Deadline.Until(() => test.Statistics().Ready == 1, () => test.Time.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal(2, (await test.ReceiveOneAsync()).DeliveryCount);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Should_lose_and_double_nothing_while_many_publish_and_receive(string place)
    {
        const int count = 2000;
        await using var test = await StartAsync();
        var hits = 0;
        using var faults = FaultPoints.On(name =>
        {
            if (name == place && Interlocked.Increment(ref hits) % 7 == 0)
                throw new IOException("The disk is on fire.");
        });

        var acknowledged = new Dictionary<string, int>();
        var publishing = Task.Run(() => Task.WhenAll(Enumerable.Range(0, count).Select(i => PublishUntilConfirmedAsync(test, $"{i}"))));
        while (acknowledged.Count < count)
        {
            var deliveries = await test.Broker.ReceiveAsync(Queue, 50, Timeout.InfiniteTimeSpan).Soon();
            foreach (var delivery in deliveries)
            {
                acknowledged.TryAdd(Text(delivery), 0);
                if (await AcknowledgeUntilAnsweredAsync(test, delivery.LeaseToken))
                    acknowledged[Text(delivery)]++;
            }
        }

        await publishing.Soon();
        FaultPoint.OnHit = null;
        Assert.True(hits > 14);
        while (await test.ReceiveAsync(1000) is { Count: > 0 } again)
            await Task.WhenAll(again.Select(d => test.Broker.AcknowledgeAsync(d.LeaseToken)));
        await test.RestartAsync();
        Assert.Equal((0, 0, 0), (test.Statistics().Ready, test.Statistics().Leased, test.Statistics().Scheduled));

        // After a commit of unknown outcome a publish was repeated and leases had ended; before one, neither.
        if (place == Before)
            Assert.All(acknowledged.Values, n => Assert.Equal(1, n));
    }

    private static async Task PublishUntilConfirmedAsync(TestBroker test, string text)
    {
        while (true)
        {
            try
            {
                await test.Broker.PublishAsync([Text(text)]);
                return;
            }
            catch (BrokerUnavailableException)
            {
                // Again.
            }
        }
    }

    /// <summary>False when the lease has ended: the message comes again, or an earlier try was carried out.</summary>
    private static async Task<bool> AcknowledgeUntilAnsweredAsync(TestBroker test, string token)
    {
        while (true)
        {
            try
            {
                await test.Broker.AcknowledgeAsync(token).Soon();
                return true;
            }
            catch (LeaseLostException)
            {
                return false;
            }
            catch (BrokerUnavailableException)
            {
                // Again.
            }
        }
    }

    private static Task Settle(TestBroker test, string settlement, string token) => settlement switch
    {
        "acknowledge" => test.Broker.AcknowledgeAsync(token),
        "retry" => test.Broker.RetryAsync(token, TimeSpan.Zero),
        "retry later" => test.Broker.RetryAsync(token, TimeSpan.FromHours(1)),
        _ => test.Broker.DeadLetterAsync(token, new Failure("no")),
    };

    private static async Task FillUpAsync(TestBroker test, int room)
    {
        for (var i = 0; i < room; i++)
            await test.PublishAsync("room");
        await Assert.ThrowsAsync<QueueFullException>(() => test.PublishAsync("one too many"));
    }
}
