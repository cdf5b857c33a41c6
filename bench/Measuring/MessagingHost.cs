using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bench;

/// <summary>What an application is that calls <c>AddMessaging</c>, with the default options.</summary>
internal sealed class MessagingHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _hosted;

    private MessagingHost(ServiceProvider services)
    {
        _services = services;
        _hosted = [.. services.GetServices<IHostedService>()];
    }

    /// <param name="directory">Where its broker is.</param>
    /// <param name="record">What its handlers are made with.</param>
    /// <param name="configure">Its queues.</param>
    public static async Task<MessagingHost> StartAsync<T>(string directory, T record, Action<MessagingBuilder> configure)
        where T : class
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(record);
        services.AddMessaging(messaging =>
        {
            messaging.Directory = directory;
            configure(messaging);
        });
        var host = new MessagingHost(services.BuildServiceProvider());
        foreach (var service in host._hosted)
            await service.StartAsync(CancellationToken.None);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_hosted))
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
