using System.Globalization;
using Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;
using Portal.Data;
using Portal.Live;
using Portal.Operations.Bulk;
using Portal.Operations.Bulk.Data;
using Portal.Operations.DeadLetters;
using Portal.Overview;
using Unit.Portal.Support;

namespace Unit.Portal.Operations.Bulk;

/// <summary>Operations over the dead letters of a real broker, on real files; it can be stopped and opened again.</summary>
internal sealed class BulkDesk : IAsyncDisposable
{
    public const string Queue = "work";
    public const string By = "Ada";

    private readonly TemporaryDirectory? _own;
    private readonly string _directory;
    private readonly TimeProvider _time;
    private ServiceProvider _services = null!;

    private BulkDesk(TimeProvider? time, string? directory)
    {
        _own = directory is null ? new TemporaryDirectory() : null;
        _directory = directory ?? _own!.Path;
        _time = time ?? TimeProvider.System;
    }

    public IBroker Broker => _services.GetRequiredService<IBroker>();

    public IOperationGateway Gateway => _services.GetRequiredService<OperationGateway>();

    public OperationsInHand InHand => _services.GetRequiredService<OperationsInHand>();

    public OperationRetention Retention => _services.GetRequiredService<OperationRetention>();

    public IOperationFigures Figures => _services.GetRequiredService<IOperationFigures>();

    public LiveFeed Feed => _services.GetRequiredService<LiveFeed>();

    public static async Task<BulkDesk> OpenAsync(TimeProvider? time = null, string? directory = null)
    {
        var desk = new BulkDesk(time, directory);
        await desk.StartAsync();
        await desk.Broker.EnsureQueueAsync(Queue, new QueueOptions());
        return desk;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task StopAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>().Where(IsBulk).Reverse())
            await hosted.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }

    /// <summary>Up to where in the broker's log what came back has been counted, and where that ends.</summary>
    public async Task<(long Counted, long End)> MarkAsync() => (
        await _services.GetRequiredService<ServiceStore<OperationsDbContext>>().ReadAsync(db => db.Marks.Select(m => m.Position).SingleOrDefaultAsync(), CancellationToken.None),
        await _services.GetRequiredService<IDeadLetterLog>().PositionAsync());

    /// <summary>From now on nobody hears of failures that come back, as in the moment before a crash.</summary>
    public Task StopHearingAsync() => _services.GetServices<IHostedService>().OfType<OperationReturns>().Single().StopAsync(CancellationToken.None);

    /// <summary>So many messages of which every attempt failed; answers with the ids of their dead letters.</summary>
    public async Task<IReadOnlyList<long>> FailAsync(int count, string queue = Queue)
    {
        await Broker.EnsureQueueAsync(queue, new QueueOptions());
        var before = await IdsAsync(queue);
        foreach (var part in Enumerable.Range(0, count).Chunk(1000))
        {
            await Broker.PublishAsync([.. part.Select(_ => new OutgoingMessage(Destination.Queue(queue), new Message("bulk.v1", new byte[40])))]);
            await FailWhatIsThereAsync(queue);
        }

        return [.. (await IdsAsync(queue)).Except(before).Order()];
    }

    /// <summary>Every message in the queue fails for good; answers with how many.</summary>
    public async Task<int> FailWhatIsThereAsync(string queue = Queue)
    {
        var failed = 0;
        while (await Broker.ReceiveAsync(queue, 1000, TimeSpan.Zero) is { Count: > 0 } deliveries)
        {
            await Task.WhenAll(deliveries.Select(d => Broker.DeadLetterAsync(d.LeaseToken, new Failure("attempts-exhausted", "E", "It failed."))));
            failed += deliveries.Count;
        }

        return failed;
    }

    /// <summary>The next message in the queue fails for good.</summary>
    public async Task FailOneAsync()
    {
        var bad = Assert.Single(await Broker.ReceiveAsync(Queue, 1, TimeSpan.Zero));
        await Broker.DeadLetterAsync(bad.LeaseToken, new Failure("attempts-exhausted", "E", "It failed."));
    }

    /// <summary>Every message in the queue is handled; answers with their ids.</summary>
    public async Task<IReadOnlyList<string>> HandleWhatIsThereAsync(string queue = Queue)
    {
        var handled = new List<string>();
        while (await Broker.ReceiveAsync(queue, 1000, TimeSpan.Zero) is { Count: > 0 } deliveries)
        {
            await Broker.AcknowledgeAsync(deliveries);
            handled.AddRange(deliveries.Select(d => d.Message.Id));
        }

        return handled;
    }

    /// <summary>Exactly so many are handled, however many follow at once.</summary>
    public async Task HandleAsync(int count)
    {
        while (count > 0)
        {
            var deliveries = await Broker.ReceiveAsync(Queue, count, Until.Deadline);
            Assert.NotEmpty(deliveries);
            await Broker.AcknowledgeAsync(deliveries);
            count -= deliveries.Count;
        }
    }

    public async Task<OperationView> StartAsync(StartOperation request) => Value(await Gateway.StartAsync(request, By, TestContext.Current.CancellationToken));

    public Task<OperationView> ReplayAllAsync(double? rate = null, bool canary = false, string? queue = null) =>
        StartAsync(new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter(queue), RatePerSecond: rate, Canary: canary));

    public Task<OperationView> ReadAsync(string id) => Gateway.FindAsync(id, TestContext.Current.CancellationToken)!;

    public Task<OperationView> UntilAsync(string id, Func<OperationView, bool> condition) => Until.IsAsync(() => ReadAsync(id), condition);

    public Task<OperationView> CompletedAsync(string id) => UntilAsync(id, operation => operation.State == OperationState.Completed);

    public async Task<IReadOnlyList<OperationItem>> ItemsAsync(string id, ItemResult? result = null)
    {
        var items = new List<OperationItem>();
        string? after = null;
        do
        {
            var page = Value(await Gateway.ItemsAsync(id, result, new PageRequest(500, after), TestContext.Current.CancellationToken));
            items.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return items;
    }

    public async Task<IReadOnlyList<long>> IdsAsync(string? queue = null)
    {
        var ids = new List<long>();
        await foreach (var part in new BrokerIndex(Broker).SelectAsync(new DeadLetterFilter(queue), OperationKind.Replay, CancellationToken.None))
            ids.AddRange(part);
        return ids;
    }

    public static T Value<T>(Outcome<T> outcome)
        where T : class
    {
        Assert.True(outcome.Succeeded, outcome.Problem is null ? "" : ProblemWords.Of(outcome.Problem));
        return outcome.Value;
    }

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _own?.Dispose();
    }

    private async Task StartAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(_time);
        services.AddSingleton<LiveFeed>();
        services.AddMessaging(messaging =>
        {
            messaging.Directory = _directory;
            messaging.Durability = Durability.Relaxed;
        });
        services.AddSingleton<IDeadLetterIndex, BrokerIndex>();
        services.AddBulkOperations(_directory);
        _services = services.BuildServiceProvider();
        foreach (var migration in _services.GetServices<IDatabaseMigration>())
            await migration.RunAsync(CancellationToken.None);
        foreach (var hosted in _services.GetServices<IHostedService>().Where(IsBulk))
            await hosted.StartAsync(CancellationToken.None);
    }

    private static bool IsBulk(IHostedService service) => service.GetType().Namespace == typeof(OperationRunner).Namespace;
}
