using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using RabbitMQ.Client;

namespace Bench;

/// <summary>
/// Debian's rabbitmq-server as a node of its own: loopback only, ports nobody else has, data in the bench's directory, its own
/// epmd. Both are stopped by their process ids.
/// </summary>
internal sealed class RabbitNode : IAsyncDisposable
{
    private static readonly TimeSpan _startAtMost = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan _stopAtMost = TimeSpan.FromSeconds(20);

    private readonly Process _epmd;
    private readonly Process _script;
    private readonly List<PosixSignalRegistration> _signals;

    private RabbitNode(Process epmd, Process script, ConnectionFactory connections)
    {
        _epmd = epmd;
        _script = script;
        Connections = connections;
        _signals = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    public ConnectionFactory Connections { get; }

    /// <summary>Its HTTP interface, if it was started with one.</summary>
    public required Uri Http { get; init; }

    /// <summary>The server's own process (beam.smp).</summary>
    public int ProcessId { get; private set; }

    /// <exception cref="TimeoutException">It did not start in time.</exception>
    public static async Task<RabbitNode> StartAsync(string directory, bool withHttp = false)
    {
        var settings = RabbitSettings.Write(directory, withHttp);
        var epmd = Start("epmd", ["-port", settings.EpmdPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"], settings);
        var script = Start(RabbitSettings.Server, [], settings);
        var connections = new ConnectionFactory { HostName = "127.0.0.1", Port = settings.Port };
        var node = new RabbitNode(epmd, script, connections) { Http = new Uri($"http://127.0.0.1:{settings.HttpPort}") };
        try
        {
            await node.WaitAsync(settings);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        if (ProcessId != 0)
            Signals.Terminate(ProcessId); // the server stops in good order; the script around it follows
        else
            Signals.Terminate(_script.Id);
        using (var patience = new CancellationTokenSource(_stopAtMost, TimeProvider.System))
        {
            await _script.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        if (!_script.HasExited)
            _script.Kill(entireProcessTree: true);
        _epmd.Kill();
        await _epmd.WaitForExitAsync();
        _script.Dispose();
        _epmd.Dispose();
    }

    /// <summary>The bench itself was told to end: nobody disposes of this, and the server would go on without it.</summary>
    private void OnSignal(PosixSignalContext context)
    {
        Signals.Terminate(ProcessId != 0 ? ProcessId : _script.Id);
        _epmd.Kill();
    }

    private static Process Start(string program, string[] arguments, RabbitSettings settings)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings.Environment)
            info.Environment[name] = value;
        var process = Process.Start(info)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task WaitAsync(RabbitSettings settings)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = await Connections.CreateConnectionAsync();
                ProcessId = int.Parse(await File.ReadAllTextAsync(settings.PidFile), CultureInfo.InvariantCulture);
                return;
            }
            catch (Exception e) when (e is RabbitMQ.Client.Exceptions.BrokerUnreachableException or IOException)
            {
                if (_script.HasExited || TimeProvider.System.GetElapsedTime(start) > _startAtMost)
                    throw new TimeoutException($"RabbitMQ did not start; its log is in {settings.LogDirectory}.", e);
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
            }
        }
    }
}
