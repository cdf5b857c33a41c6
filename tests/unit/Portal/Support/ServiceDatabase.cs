using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Live;
using Portal.Storage;

namespace Unit.Portal.Support;

/// <summary>The database of one service, migrated, with its store, without consumers.</summary>
internal sealed class ServiceDatabase<TContext> : IAsyncDisposable
    where TContext : ServiceDbContext
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ServiceProvider _services;

    private ServiceDatabase(TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time);
        services.AddSingleton<LiveFeed>();
        services.AddMessaging(messaging => messaging.Directory = _directory.Path);
        services.AddServiceDatabase<TContext>(_directory.Path, "service");
        _services = services.BuildServiceProvider();
    }

    public ServiceStore<TContext> Store => _services.GetRequiredService<ServiceStore<TContext>>();

    public IFileWriter Writer => _services.GetServices<IFileWriter>().Single();

    public static async Task<ServiceDatabase<TContext>> OpenAsync(TimeProvider? time = null)
    {
        var database = new ServiceDatabase<TContext>(time ?? TimeProvider.System);
        foreach (var migration in database._services.GetServices<IDatabaseMigration>())
            await migration.RunAsync(TestContext.Current.CancellationToken);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Dispose();
    }
}
