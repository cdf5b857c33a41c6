using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Unit.Compute.Service;

/// <summary>A folder, and a host in it that can be restarted.</summary>
public abstract class ComputeTest : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal ComputeHost Host { get; private set; } = null!;

    internal string DataDirectory => _folder.Path;

    public async ValueTask InitializeAsync() => Host = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Host.EndAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    internal async Task StopAsync() => await Host.DisposeAsync();

    internal async Task RestartAsync(Action<IServiceCollection>? change = null, params (string, string)[] settings)
    {
        await Host.DisposeAsync();
        Host = await StartAsync(change, settings);
    }

    private Task<ComputeHost> StartAsync(Action<IServiceCollection>? change = null, params (string, string)[] settings) =>
        ComputeHost.StartAsync(_folder.Path, change, settings);
}
