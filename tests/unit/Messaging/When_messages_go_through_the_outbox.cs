using Messaging;
using Microsoft.Extensions.Logging.Abstractions;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

[Collection(FaultPoints.Name)]
public sealed class When_messages_go_through_the_outbox
{
    private readonly SqlOutbox _outbox = new();

    [Fact]
    public async Task Should_go_out_when_the_transaction_commits_and_only_then()
    {
        await using var test = await StartAsync();
        using var file = new OutboxFile();
        await AppendAsync(file, commit: false, Text("never"));
        await AppendAsync(file, commit: true, Text("always", id: "m-1"));
        Assert.Equal(1, file.Waiting);

        Assert.Equal(1, await Relay(test, file).RelayBatchAsync(CancellationToken.None));
        Assert.Equal(0, await Relay(test, file).RelayBatchAsync(CancellationToken.None));

        Assert.Equal(0, file.Waiting);
        var delivery = await test.ReceiveOneAsync();
        Assert.Equal(("always", "m-1"), (Text(delivery), delivery.Message.Id));
    }

    [Fact]
    public async Task Should_go_out_in_commit_order_with_their_due_times_and_topics()
    {
        await using var test = await StartAsync();
        using var file = new OutboxFile();
        await test.Broker.SubscribeAsync(new Subscription("t", "s", Queue));
        await AppendAsync(file, true, Text("1"), Event("t", "x", "2"));
        await AppendAsync(file, true, Text("later", due: test.Time.GetUtcNow() + TimeSpan.FromMinutes(1)), Text("3"));
        await Relay(test, file).RelayBatchAsync(CancellationToken.None);

        Assert.Equal(["1", "2", "3"], await test.ReceiveTextsAsync());
        await test.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("later", await test.ReceiveTextsAsync());
    }

    [Fact]
    public async Task Should_be_found_at_the_start_when_notified_and_by_the_sweep()
    {
        await using var test = await StartAsync();
        using var file = new OutboxFile();
        using var stop = new CancellationTokenSource();
        await AppendAsync(file, true, Text("left by a crash"));
        var relay = Relay(test, file);
        var running = relay.RunAsync(stop.Token);
        Assert.Equal("left by a crash", await ReceiveTextAsync(test));

        await AppendAsync(file, true, Text("notified"));
        relay.Notify();
        Assert.Equal("notified", await ReceiveTextAsync(test));

        await AppendAsync(file, true, Text("nobody said so"));
        var swept = ReceiveTextAsync(test);
        await Deadline.Until(() => swept.IsCompleted, () => test.Time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal("nobody said so", await swept);

        await stop.CancelAsync();
        await running.Soon();
    }

    [Fact]
    public async Task Should_go_out_from_memory_when_they_are_handed_over()
    {
        await using var test = await StartAsync();
        using var file = new OutboxFile();
        using var stop = new CancellationTokenSource();
        var relay = Relay(test, file);
        var running = relay.RunAsync(stop.Token);

        // There are no such rows: they can only come from memory.
        relay.Committed(new OutboxEntries(1, [Text("one"), Text("two")]));
        relay.Committed(new OutboxEntries(3, [Text("three")]));
        var received = new List<string>();
        while (received.Count < 3)
            received.Add(await ReceiveTextAsync(test));
        Assert.Equal(["one", "two", "three"], received);

        await stop.CancelAsync();
        await running.Soon();
    }

    [Fact]
    public async Task Should_read_what_was_not_handed_over_first_and_nothing_twice()
    {
        await using var test = await StartAsync();
        using var file = new OutboxFile();
        using var stop = new CancellationTokenSource();
        await AppendAsync(file, true, Text("1"), Text("2"), Text("3"));
        var relay = Relay(test, file);
        relay.Committed(new OutboxEntries(3, [Text("3")])); // 1 and 2 are on the disk only
        relay.Committed(new OutboxEntries(4, [Text("4")]));
        var running = relay.RunAsync(stop.Token);
        relay.Committed(new OutboxEntries(5, [Text("5")]));

        var received = new List<string>();
        while (received.Count < 5)
            received.Add(await ReceiveTextAsync(test));
        Assert.Equal(["1", "2", "3", "4", "5"], received);
        Assert.Empty(await test.ReceiveTextsAsync());
        await stop.CancelAsync();
        await running.Soon();
        Assert.Equal(0, file.Waiting);
    }

    [Fact]
    public async Task Should_wait_in_order_while_the_queue_is_full_however_small_it_is()
    {
        const int count = 30;
        await using var test = await StartAsync(new QueueOptions { MaxLength = 4 });
        using var file = new OutboxFile();
        await AppendAsync(file, true, [.. Enumerable.Range(0, count).Select(i => Text($"{i}"))]);
        using var stop = new CancellationTokenSource();
        var running = Relay(test, file).RunAsync(stop.Token);

        var received = new List<string>();
        while (received.Count < count)
        {
            var next = test.Broker.ReceiveAsync(Queue, 3, Timeout.InfiniteTimeSpan).AsTask();
            await Deadline.Until(() => next.IsCompleted, () => test.Time.Advance(TimeSpan.FromMilliseconds(500)));
            foreach (var delivery in await next)
            {
                received.Add(Text(delivery));
                await test.Broker.AcknowledgeAsync(delivery.LeaseToken);
            }
        }

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i}"), received);
        await stop.CancelAsync();
        await running.Soon();
        Assert.Equal(0, file.Waiting);
    }

    [Fact]
    public async Task Should_not_be_blocked_by_one_that_nobody_can_take()
    {
        await using var test = await StartAsync(new QueueOptions { MaxBodyBytes = 5 });
        using var file = new OutboxFile();
        await AppendAsync(file, true, Text("much too large"), Text("lost", "nowhere"), Text("fine"));
        await Relay(test, file).RelayBatchAsync(CancellationToken.None);

        Assert.Equal(["fine"], await test.ReceiveTextsAsync());
        Assert.Equal(2, await test.Broker.CountDeadLettersAsync(DeadLetterStatus.Failed));
    }

    [Theory]
    [InlineData("relay-published")]
    [InlineData("broker-before-commit")]
    [InlineData("broker-after-commit")]
    public async Task Should_come_with_the_same_id_and_take_effect_once_when_the_relay_crashes(string place)
    {
        await using var test = await StartAsync();
        using var file = new OutboxFile();
        await AppendAsync(file, true, Text("a", id: "m-1"), Text("b", id: "m-2"));
        using (FaultPoints.Throw(place))
            await Assert.ThrowsAnyAsync<Exception>(() => Relay(test, file).RelayBatchAsync(CancellationToken.None));
        Assert.Equal(2, file.Waiting);
        await Relay(test, file).RelayBatchAsync(CancellationToken.None);

        string[] expected = place == "broker-before-commit" ? ["m-1", "m-2"] : ["m-1", "m-2", "m-1", "m-2"];
        var deliveries = await test.ReceiveAsync();
        Assert.Equal(expected, deliveries.Select(d => d.Message.Id));
        foreach (var delivery in deliveries)
        {
            await HandleOnceAsync(file, delivery, "OrderHandler");
            await test.Broker.AcknowledgeAsync(delivery.LeaseToken);
        }

        Assert.Equal(2, file.Effects);
    }

    [Fact]
    public async Task Should_take_effect_once_for_each_handler_and_not_at_all_when_rolled_back()
    {
        await using var test = await StartAsync();
        using var file = new OutboxFile();
        await test.PublishAsync("x");
        var delivery = await test.ReceiveOneAsync();

        Assert.True(await HandleOnceAsync(file, delivery, "A", commit: false));
        Assert.False(await WasHandledAsync(file, delivery, "A"));
        Assert.True(await HandleOnceAsync(file, delivery, "A"));
        Assert.True(await HandleOnceAsync(file, delivery, "B"));
        Assert.False(await HandleOnceAsync(file, delivery, "A"));

        Assert.True(await WasHandledAsync(file, delivery, "A"));
        Assert.Equal(2, file.Effects);
    }

    private static OutboxRelay Relay(TestBroker test, OutboxFile file) =>
        new(file.Database, test.Broker, test.Time, NullLogger<OutboxRelay>.Instance);

    private static async Task<string> ReceiveTextAsync(TestBroker test)
    {
        var deliveries = await test.Broker.ReceiveAsync(Queue, 1, Timeout.InfiniteTimeSpan).Soon();
        await test.Broker.AcknowledgeAsync(deliveries); // or its lease ends where the clock goes on, and it comes again
        return Text(Assert.Single(deliveries));
    }

    private static MessageContext Context(Delivery delivery, string handler) => new(Queue, delivery.Message, handler, delivery.DeliveryCount);

    private static async Task<bool> WasHandledAsync(OutboxFile file, Delivery delivery, string handler)
    {
        await using var connection = await file.OpenAsync(CancellationToken.None);
        return await new SqlInbox(TimeProvider.System).ContainsAsync(connection, Context(delivery, handler), CancellationToken.None);
    }

    private static async Task<bool> HandleOnceAsync(OutboxFile file, Delivery delivery, string handler, bool commit = true)
    {
        var isNew = false;
        await file.WriteAsync(async transaction =>
        {
            isNew = await new SqlInbox(TimeProvider.System).TryEnterAsync(transaction, Context(delivery, handler), CancellationToken.None);
            if (isNew)
                await OutboxFile.AddEffectAsync(transaction, delivery.Message.Id);
            return commit;
        });
        return isNew;
    }

    private Task AppendAsync(OutboxFile file, bool commit, params OutgoingMessage[] messages) => file.WriteAsync(async transaction =>
    {
        await _outbox.AppendAsync(transaction, messages, CancellationToken.None);
        return commit;
    });
}
