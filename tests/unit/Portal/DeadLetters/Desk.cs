using System.Text;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Live;
using Portal.Operations.DeadLetters;
using Portal.Operations.DeadLetters.Index;
using Unit.Support;

namespace Unit.Portal.DeadLetters;

/// <summary>The dead-letter desk on a real broker and real files, without a web server.</summary>
internal sealed class Desk : IAsyncDisposable
{
    public const string Queue = "billing";
    public const string Other = "warehouse";

    private readonly TempDirectory _directory;
    private ServiceProvider? _services;

    private Desk(TempDirectory directory) => _directory = directory;

    public FakeTime Time { get; } = new();

    public HandOfReplays InHand { get; } = new();

    public DeadLetterOptions Options { get; } = new();

    public EmbeddedBroker Broker => _services!.GetRequiredService<EmbeddedBroker>();

    public DeadLetterGateway Gateway => _services!.GetRequiredService<DeadLetterGateway>();

    public DeadLetterIndex Index => _services!.GetRequiredService<DeadLetterIndex>();

    public DeadLetterRetention Retention => _services!.GetRequiredService<DeadLetterRetention>();

    public IndexPump Pump => _services!.GetRequiredService<IndexPump>();

    public LiveFeed Feed => _services!.GetRequiredService<LiveFeed>();

    public string IndexFile => _directory.File("desk.db");

    public static async Task<Desk> StartAsync(TempDirectory? directory = null)
    {
        var desk = new Desk(directory ?? new TempDirectory());
        await desk.OpenAsync();
        return desk;
    }

    /// <summary>Makes dead letters; answers with their ids in order.</summary>
    public async Task<string[]> FailAsync(params FailedMessage[] failures)
    {
        var ids = new List<string>();
        foreach (var failure in failures)
        {
            await Broker.PublishAsync([new OutgoingMessage(Destination.Queue(failure.Queue), failure.ToMessage())]).Soon();
            var delivery = Assert.Single(await Broker.ReceiveAsync(failure.Queue, 1, Deadline.Generous).Soon());
            await Broker.DeadLetterAsync(delivery.LeaseToken, failure.ToFailure()).Soon();
            var letter = (await Broker.ListDeadLettersAsync(new DeadLetterQuery(Limit: 1000))).Single(l => l.MessageId == delivery.Message.Id);
            ids.Add(letter.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        await SeenAsync();
        return [.. ids];
    }

    /// <summary>What was replayed fails again, with this failure.</summary>
    public async Task FailAgainAsync(FailedMessage failure)
    {
        var delivery = Assert.Single(await Broker.ReceiveAsync(failure.Queue, 1, Deadline.Generous).Soon());
        await Broker.DeadLetterAsync(delivery.LeaseToken, failure.ToFailure()).Soon();
        await SeenAsync();
    }

    public Task SeenAsync() => Pump.CaughtUpAsync(Deadline.Generous, CancellationToken.None).Soon();

    public async Task<string[]> ListAsync(DeadLetterFilter? filter = null, int pageSize = 500)
    {
        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await Gateway.ListAsync(filter ?? new DeadLetterFilter(), new PageRequest(pageSize, after), CancellationToken.None).Soon();
            Assert.True(page.Succeeded, page.Problem?.Detail);
            found.AddRange(page.Value.Items.Select(l => l.Id));
            after = page.Value.Next;
        }
        while (after is not null);
        return [.. found];
    }

    public async Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(DeadLetterFilter? filter = null) =>
        (await Gateway.GroupsAsync(filter ?? new DeadLetterFilter(), new PageRequest(), CancellationToken.None).Soon()).Value!.Items;

    public async Task<string> CountsAsync(DeadLetterFilter? filter = null)
    {
        var counts = (await Gateway.CountAsync(filter ?? new DeadLetterFilter(), CancellationToken.None).Soon()).Value!;
        return string.Join(' ', counts.ByStatus.OrderBy(c => c.Key).Select(c => $"{c.Key}:{c.Value}")) + (counts.IsExact ? "" : " or more");
    }

    public async Task RestartAsync(Action<string>? between = null)
    {
        await CloseAsync();
        between?.Invoke(IndexFile);
        await OpenAsync();
    }

    /// <summary>What a crash at this moment would leave.</summary>
    public TempDirectory CopyFiles() => _directory.Copy();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _directory.Dispose();
    }

    private async Task OpenAsync()
    {
        var broker = EmbeddedBroker.Open(_directory.Path, Durability.Relaxed, Time, NullLogger.Instance);
        var messaging = new ServiceCollection();
        messaging.AddSingleton(broker);
        messaging.AddSingleton<IBroker>(broker);
        messaging.AddSingleton<IDeadLetterLog>(broker);
        messaging.AddSingleton<TimeProvider>(Time);
        messaging.AddSingleton<LiveFeed>();
        messaging.AddSingleton<IMessageReading, Reading>();
        messaging.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        messaging.AddSingleton<IReplaysInHand>(InHand);
        messaging.AddDeadLetters(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build(), _directory.Path);
        messaging.AddSingleton<IOptions<DeadLetterOptions>>(Microsoft.Extensions.Options.Options.Create(Options));
        _services = messaging.BuildServiceProvider();
        await _services.GetRequiredService<GroupNotes>().RunAsync(CancellationToken.None);
        foreach (var queue in new[] { Queue, Other })
            await broker.EnsureQueueAsync(queue, new QueueOptions());
        await Pump.StartAsync(CancellationToken.None);
        await SeenAsync();
    }

    private async Task CloseAsync()
    {
        await Pump.StopAsync(CancellationToken.None);
        await _services!.DisposeAsync();
    }

    private sealed class Reading : IMessageReading
    {
        public MessageReadability Check(string queue, Message message) =>
            Encoding.UTF8.GetString(message.Body.Span).StartsWith('{') ? new MessageReadability(true, null) : new MessageReadability(false, "no object");
    }
}

/// <summary>What an operation has in hand, as a test says.</summary>
internal sealed class HandOfReplays : IReplaysInHand
{
    public SortedSet<long> Ids { get; } = [];

    /// <summary>What it is to be done something else to, restored for example.</summary>
    public SortedSet<long> Others { get; } = [];

    public IReadOnlySet<long> Among(IReadOnlyCollection<long> ids) => ids.Where(Ids.Contains).ToHashSet();

    public IReadOnlySet<long> Held(IReadOnlyCollection<long> ids) => ids.Where(id => Ids.Contains(id) || Others.Contains(id)).ToHashSet();

    public IReadOnlyList<long> Newest(int limit, long? before) => [.. Ids.Reverse().Where(id => before is null || id < before).Take(limit)];
}

/// <summary>A message that is to fail.</summary>
internal sealed record FailedMessage(
    string Body = "{}",
    string Type = "shop.order-placed.v1",
    string? Exception = "System.InvalidOperationException",
    string Words = "It broke.",
    string Method = "Portal.Billing.ChargeOrder.HandleAsync",
    string Queue = Desk.Queue,
    Dictionary<string, string>? Headers = null,
    string ContentType = "application/json",
    string? Id = null)
{
    public Message ToMessage() => new(Type, Encoding.UTF8.GetBytes(Body), ContentType, Id, Headers);

    public Failure ToFailure() => new(
        DeadLetterReasons.AttemptsExhausted,
        Exception,
        Exception is null ? null : Words,
        Exception is null ? null : $"{Exception}: {Words}\n   at System.Net.Http.HttpClient.SendAsync(Foo x)\n   at {Method}(OrderPlaced message, CancellationToken t) in /x/y.cs:line 7");
}
