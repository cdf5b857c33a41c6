using System.Globalization;
using System.Text;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Unit.Support;

/// <summary>An embedded broker on real files and a fake clock, with the few verbs that most tests need.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    public const string Queue = "work";

    private readonly Durability _durability;
    private TempDirectory _directory = new();

    private TestBroker(FakeTime time, Durability durability)
    {
        Time = time;
        _durability = durability;
        Broker = Open();
    }

    public FakeTime Time { get; }

    public EmbeddedBroker Broker { get; private set; }

    public string Directory => _directory.Path;

    public string File => _directory.File("broker.db");

    /// <summary>Relaxed unless said otherwise: nobody cuts the power of a unit test, and it saves the fsyncs.</summary>
    public static async Task<TestBroker> StartAsync(QueueOptions? options = null, Durability durability = Durability.Relaxed)
    {
        var test = new TestBroker(new FakeTime(), durability);
        await test.Broker.DeclareQueueAsync(Queue, options ?? new QueueOptions());
        return test;
    }

    /// <summary>Started, with these queues beside, each subscribed to the topic "t".</summary>
    public static async Task<TestBroker> WithSubscribersAsync(params string[] queues)
    {
        var test = await StartAsync();
        foreach (var queue in queues)
        {
            await test.Broker.DeclareQueueAsync(queue, new QueueOptions());
            await test.Broker.SubscribeAsync(new Subscription("t", queue, queue));
        }

        return test;
    }

    public static OutgoingMessage Text(string text, string queue = Queue, string? id = null, DateTimeOffset? due = null, string type = "text") =>
        new(Destination.Queue(queue), new Message(type, Encoding.UTF8.GetBytes(text), "text/plain", id), due);

    public static OutgoingMessage Keyed(string key, string text, string queue = Queue) => new(
        Destination.Queue(queue),
        new Message("text", Encoding.UTF8.GetBytes(text), "text/plain", null, new Dictionary<string, string> { [MessageHeaders.OrderingKey] = key }));

    public static OutgoingMessage Expiring(string text, DateTimeOffset at) => new(
        Destination.Queue(Queue),
        new Message("text", Encoding.UTF8.GetBytes(text), "text/plain", null, new Dictionary<string, string>
        {
            [MessageHeaders.ExpiresAt] = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        }));

    public static OutgoingMessage Event(string topic, string type, string text = "") =>
        new(Destination.Topic(topic), new Message(type, Encoding.UTF8.GetBytes(text), "text/plain"));

    public Task PublishAsync(params string[] texts) => Broker.PublishAsync([.. texts.Select(t => Text(t))]).Soon();

    public Task PublishAsync(params OutgoingMessage[] messages) => Broker.PublishAsync(messages).Soon();

    public Task PublishLaterAsync(string text, TimeSpan delay) =>
        Broker.PublishAsync([Text(text, due: Time.GetUtcNow() + delay)]).Soon();

    public Task<IReadOnlyList<Delivery>> ReceiveAsync(int max = 100, string queue = Queue) =>
        Broker.ReceiveAsync(queue, max, TimeSpan.Zero).Soon();

    public async Task<Delivery> ReceiveOneAsync(string queue = Queue) => Assert.Single(await ReceiveAsync(1, queue));

    public async Task<string[]> ReceiveTextsAsync(int max = 1000, string queue = Queue) => [.. (await ReceiveAsync(max, queue)).Select(Text)];

    public static string Text(Delivery delivery) => Encoding.UTF8.GetString(delivery.Message.Body.Span);

    public QueueStatistics Statistics(string queue = Queue) => Broker.Statistics(queue)!;

    /// <summary>Moves the clock and waits until the broker has acted on it.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        await SettleAsync();
    }

    /// <summary>
    /// Waits until the writer has done what is due. Twice, because the first may join a batch that had looked at the clock
    /// before it moved.
    /// </summary>
    public async Task SettleAsync()
    {
        await Broker.PublishAsync([]).Soon();
        await Broker.PublishAsync([]).Soon();
    }

    public async Task<DeadLetter> TheDeadLetterAsync() => Assert.Single(await Broker.ListDeadLettersAsync(new DeadLetterQuery()));

    public async Task RestartAsync()
    {
        await Broker.DisposeAsync();
        Broker = Open();
    }

    /// <summary>Goes on with a copy of the files that was taken while the broker ran.</summary>
    public async Task CrashAsync()
    {
        var copy = _directory.Copy();
        await Broker.DisposeAsync();
        _directory.Dispose();
        _directory = copy;
        Broker = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _directory.Dispose();
    }

    private EmbeddedBroker Open() => EmbeddedBroker.Open(Directory, _durability, Time, NullLogger.Instance);
}
