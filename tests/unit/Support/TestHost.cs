using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Unit.Support;

/// <summary>A host with nothing but messaging in it, on real files and a fake clock.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly IHost _host;

    private TestHost(Action<MessagingBuilder> configure, Action<IServiceCollection>? services)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddMessaging(messaging =>
        {
            messaging.Directory = _directory.Path;
            messaging.Durability = Durability.Relaxed;
            configure(messaging);
        });
        services?.Invoke(builder.Services);
        _host = builder.Build();
    }

    public FakeTime Time { get; } = new();

    public IBroker Broker => _host.Services.GetRequiredService<IBroker>();

    public IJournal Journal => _host.Services.GetRequiredService<IJournal>();

    public IConsumers Consumers => _host.Services.GetRequiredService<IConsumers>();

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public IMessageBus Bus => _host.Services.GetRequiredService<IMessageBus>();

    public static async Task<TestHost> StartAsync(Action<MessagingBuilder> configure, Action<IServiceCollection>? services = null)
    {
        var test = new TestHost(configure, services);
        await test._host.StartAsync();
        return test;
    }

    /// <summary>Waits until there is a dead letter, and answers with it.</summary>
    public async Task<DeadLetter> DeadLetterAsync()
    {
        var found = await Broker.ListDeadLettersAsync(new DeadLetterQuery());
        var end = TimeProvider.System.GetTimestamp();
        while (found.Count == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(end) < Deadline.Generous, "No dead letter came.");
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
            found = await Broker.ListDeadLettersAsync(new DeadLetterQuery());
        }

        return Assert.Single(found);
    }

    public Task StopAsync(CancellationToken shutdownTimeIsOver = default) => _host.StopAsync(shutdownTimeIsOver);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        _directory.Dispose();
    }
}
