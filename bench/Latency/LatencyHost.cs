using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bench;

/// <summary>What an application is that calls <c>AddMessaging</c>, with one handler and the default options.</summary>
internal sealed class LatencyHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _hosted;

    private LatencyHost(string directory)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(Record);
        services.AddMessaging(messaging =>
        {
            messaging.Directory = directory;
            messaging.Queue(Tick.Queue, queue => queue.Handle<Tick, TickHandler>());
        });
        _services = services.BuildServiceProvider();
        _hosted = [.. _services.GetServices<IHostedService>()];
    }

    public LatencyRecord Record { get; } = new();

    public IMessageBus Bus => _services.GetRequiredService<IMessageBus>();

    public static async Task<LatencyHost> StartAsync(string directory)
    {
        var host = new LatencyHost(directory);
        foreach (var service in host._hosted)
            await service.StartAsync(CancellationToken.None);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_hosted))
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
