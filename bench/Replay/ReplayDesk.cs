using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Client.Operations;
using Portal.Data;
using Portal.Live;
using Portal.Operations.Bulk;
using Portal.Operations.DeadLetters;

namespace Bench.Replay;

/// <summary>A broker and the operations over its dead letters, durable, as the portal wires them.</summary>
internal sealed class ReplayDesk : IAsyncDisposable
{
    public const string Queue = "work";
    private const string By = "bench";
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(5);

    private readonly ServiceProvider _services;

    private ReplayDesk(string directory)
    {
        SqliteNative.Use();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LiveFeed>();
        services.AddMessaging(messaging => messaging.Directory = directory);
        services.AddSingleton<IDeadLetterIndex>(Index);
        services.AddBulkOperations(directory);
        _services = services.BuildServiceProvider();
    }

    public AllLetters Index { get; } = new();

    public IBroker Broker => _services.GetRequiredService<IBroker>();

    public LiveFeed Feed => _services.GetRequiredService<LiveFeed>();

    private OperationGateway Gateway => _services.GetRequiredService<OperationGateway>();

    private IEnumerable<IHostedService> Workers => _services.GetServices<IHostedService>().Where(s => s.GetType().Namespace == typeof(OperationRunner).Namespace);

    public static async Task<ReplayDesk> OpenAsync(string directory)
    {
        var desk = new ReplayDesk(directory);
        foreach (var migration in desk._services.GetServices<IDatabaseMigration>())
            await migration.RunAsync(CancellationToken.None);
        foreach (var worker in desk.Workers)
            await worker.StartAsync(CancellationToken.None);
        await desk.Broker.DeclareQueueAsync(Queue, new QueueOptions());
        return desk;
    }

    public async Task FailAsync(long count)
    {
        await Prefill.RunAsync(Broker, Queue, 256, count, TimeSpan.FromMinutes(2));
        while (await Broker.ReceiveAsync(Queue, 1000, TimeSpan.Zero) is { Count: > 0 } deliveries)
            await Task.WhenAll(deliveries.Select(d => Broker.DeadLetterAsync(d.LeaseToken, new Failure("attempts-exhausted", "System.InvalidOperationException", "It failed."))));
        Index.Pretend(count);
    }

    public async Task HandleAsync(long count)
    {
        for (long handled = 0; handled < count;)
        {
            var deliveries = await Broker.ReceiveAsync(Queue, 1000, TimeSpan.FromSeconds(5));
            await Broker.AcknowledgeAsync(deliveries);
            handled += deliveries.Count;
        }
    }

    public async Task<OperationView> StartAsync(StartOperation request) =>
        (await Gateway.StartAsync(request, By, CancellationToken.None)).Value ?? throw new InvalidOperationException("It was refused.");

    public async Task EndAsync(string id)
    {
        while ((await Gateway.FindAsync(id, CancellationToken.None))!.State == OperationState.Running)
            await Task.Delay(_look, TimeProvider.System);
    }

    public Task CancelAsync(string id) => Gateway.CancelAsync(id, By, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in Workers.Reverse())
            await worker.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
