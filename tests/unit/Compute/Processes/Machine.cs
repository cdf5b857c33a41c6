using Microsoft.Extensions.Options;
using Portal.Compute.Processes;
using Portal.Compute.Setup;

namespace Unit.Compute.Processes;

/// <summary>A folder of instances with a provider that can be "restarted"; ends what was started in it.</summary>
internal sealed class Machine : IAsyncDisposable
{
    public const string Id = "i-0123456789abcdef0";

    private readonly TemporaryFolder _folder = new();
    private readonly ComputeOptions _options = new() { StopGrace = TimeSpan.FromSeconds(20) };
    private readonly TimeProvider _time;

    public Machine(string script, Action<ComputeOptions>? configure = null, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _options.Workloads["test"] = new WorkloadOptions { Command = "/bin/sh", Arguments = ["-c", script] };
        configure?.Invoke(_options);
        Provider = NewProvider();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ProcessProvider Provider { get; private set; }

    public string Folder => Path.Combine(_folder.Path, Id);

    public ProcessProvider NewProvider() => new(_folder.Path, Options.Create(_options), _time);

    /// <summary>As after a kill of the portal: the memory is gone, the folder and the processes are not.</summary>
    public void Restart()
    {
        Provider.Dispose();
        Provider = NewProvider();
    }

    public Task<InstanceProcess> LaunchAsync(long launch = 1, string workload = "test") =>
        Provider.LaunchAsync(new LaunchOrder(Id, "web-1", workload, launch), Token);

    public Task<bool> StopAsync(StopMode mode, long upTo = 1) => Provider.StopAsync(Id, upTo, mode, Token);

    /// <summary>Waits until the workload has printed this.</summary>
    public Task PrintsAsync(string text) => Eventually.TrueAsync(() => Log().Contains(text, StringComparison.Ordinal));

    public string Log()
    {
        var path = Path.Combine(Folder, "log");
        if (!File.Exists(path))
            return "";
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    public async ValueTask DisposeAsync()
    {
        await Provider.StopAsync(Id, long.MaxValue, StopMode.Kill, CancellationToken.None);
        Provider.Dispose();
        _folder.Dispose();
    }
}
