using System.Globalization;
using Messaging;
using Messaging.Embedded;
using Unit.Support;
using static Unit.Support.TestBroker;

namespace Unit.Messaging;

[Collection(FaultPoints.Name)]
public sealed class When_more_waits_than_a_transaction_takes
{
    // Two of these fill a transaction.
    private const int Large = 3 * 512 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_settle_before_it_writes_what_came_earlier(bool isThereWhenTheyAreTaken)
    {
        await using var test = await StartAsync(new QueueOptions { MaxBodyBytes = 2 * Large });
        await test.PublishAsync("settled");
        var delivery = Assert.Single(await test.ReceiveAsync());

        using var first = new HeldCommit();
        var publishes = new List<Task> { test.Broker.PublishAsync([Text("while it writes this")]) };
        await first.ReachedAsync();
        for (var i = 0; i < 5; i++)
            publishes.Add(test.Broker.PublishAsync([Text(new string('x', Large))]));
        var settled = isThereWhenTheyAreTaken ? test.Broker.AcknowledgeAsync(delivery.LeaseToken) : null;
        using var second = new HeldCommit();
        first.GoOn();
        await second.ReachedAsync();
        settled ??= test.Broker.AcknowledgeAsync(delivery.LeaseToken);
        using var third = new HeldCommit();
        second.GoOn();
        await third.ReachedAsync();
        using var fourth = new HeldCommit();
        third.GoOn();
        await fourth.ReachedAsync();

        // The last large one is on the disk, and nobody has been told yet.
        await settled.Soon();
        Assert.False(publishes[^1].IsCompleted);
        fourth.GoOn();
        await Task.WhenAll(publishes).Soon();
    }

    [Fact]
    public async Task Should_deliver_each_once_and_each_key_in_order_while_others_publish()
    {
        const int keys = 12, each = 30;
        await using var test = await StartAsync();
        var publishing = Task.WhenAll(Enumerable.Range(0, keys).Select(key => Task.Run(() =>
            Task.WhenAll(Enumerable.Range(0, each).Select(i => test.Broker.PublishAsync([Keyed($"{key}", $"{i} {new string('x', 100_000)}")]))))));
        var received = new List<(string Key, int Number)>();

        while (received.Count < keys * each)
        {
            var deliveries = await test.Broker.ReceiveAsync(Queue, 5, Timeout.InfiniteTimeSpan).AsTask().Soon();
            received.AddRange(deliveries.Select(d => (d.Message.OrderingKey!, int.Parse(Text(d).Split(' ')[0], CultureInfo.InvariantCulture))));
            Assert.Empty(await test.Broker.AcknowledgeAsync(deliveries).Soon());
        }

        await publishing.Soon();
        Assert.All(received.GroupBy(r => r.Key), key => Assert.Equal(Enumerable.Range(0, each), key.Select(r => r.Number)));
        Assert.Equal((0, 0), (test.Statistics().Ready, test.Statistics().Leased));
        await test.RestartAsync();
        Assert.Empty(await test.ReceiveAsync());
    }

    [Fact]
    public void Should_take_the_rest_in_the_order_in_which_it_came()
    {
        var pending = new PendingCommands();
        var (a, b, c, large, d) = (new Command("a"), new Command("b"), new Command("c"), new Command("large", Large), new Command("d", Large));
        pending.Add([a, new Command("settle"), b, c, large, d]);
        pending.Add([new Command("settle too"), new Command("e")]);

        Assert.Equal(["settle", "settle too", "a", "b", "c", "large", "d"], Take(pending));
        Assert.False(pending.IsEmpty);
        Assert.Equal(["e"], Take(pending));
        Assert.True(pending.IsEmpty);
    }

    [Fact]
    public void Should_let_nothing_overtake_what_neither_settles_nor_publishes()
    {
        var pending = new PendingCommands();
        pending.Add([new Command("a"), new Command("settle"), new Command("b", Large), new Command("c", Large), new Command("purge"), new Command("settle later")]);
        pending.Add([new Command("d")]);

        Assert.Equal(["settle", "a", "b", "c"], Take(pending));
        pending.Add([new Command("settle last")]);
        Assert.Equal(["purge", "settle later", "d", "settle last"], Take(pending));
        pending.Add([new Command("e"), new Command("settle again")]);
        Assert.Equal(["settle again", "e"], Take(pending));
    }

    [Fact]
    public void Should_let_what_neither_settles_nor_publishes_overtake_nothing()
    {
        var pending = new PendingCommands();
        pending.Add([.. Enumerable.Range(0, 700).Select(_ => new Command("settle")), new Command("a"), new Command("purge"), new Command("settle later")]);

        Assert.Equal([.. Enumerable.Repeat("settle", 500), "a", .. Enumerable.Repeat("settle", 200)], Take(pending));
        Assert.Equal(["purge", "settle later"], Take(pending));
        Assert.True(pending.IsEmpty);
    }

    [Fact]
    public void Should_write_something_however_much_is_settled_and_settle_something_however_much_is_written()
    {
        var pending = new PendingCommands();
        pending.Add([.. Enumerable.Range(0, 3000).Select(_ => new Command("settle")), .. Enumerable.Range(0, 700).Select(_ => new Command("x"))]);

        Assert.Equal((500, 500), Count(pending));
        Assert.Equal((800, 200), Count(pending));
        Assert.Equal((1000, 0), Count(pending));
        Assert.Equal((700, 0), Count(pending));
        Assert.True(pending.IsEmpty);
    }

    private static (int Settled, int Others) Count(PendingCommands pending)
    {
        var taken = Take(pending);
        var settled = taken.Count(name => name == "settle");
        return (settled, taken.Count - settled);
    }

    private static List<string> Take(PendingCommands pending)
    {
        var transaction = new List<WriterCommand>();
        pending.MoveTo(transaction);
        return [.. transaction.Cast<Command>().Select(command => command.Name)];
    }

    private sealed class Command(string name, int weight = 1) : WriterCommand
    {
        public string Name => name;

        public override int Weight => weight;

        public override CommandKind Kind =>
            name.StartsWith("settle", StringComparison.Ordinal) ? CommandKind.Settlement : name == "purge" ? CommandKind.Change : CommandKind.Publish;

        public override void Execute(BrokerStore store)
        {
        }

        public override void Committed()
        {
        }

        public override void Failed(Exception exception)
        {
        }
    }
}
