using System.Diagnostics;
using System.Globalization;

namespace Bench.Chaos;

/// <summary>A child, and what it tells.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _errors;
    private readonly Task _reading;

    private ChildProcess(Process process, ChaosHistory history)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = Task.Run(() => Read(history));
    }

    /// <summary>Completes when the broker is open and the load begins, or the child has ended before.</summary>
    public Task Ready => _ready.Task;

    public static ChildProcess Start(string directory, Death death, int hits, PlantedBug bug, bool alone, ChaosHistory history)
    {
        var assembly = typeof(ChildProcess).Assembly.Location;
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
            start.ArgumentList.Add(assembly);
        foreach (var argument in new[]
        {
            ChaosChild.Argument, directory, death.ToString(), hits.ToString(CultureInfo.InvariantCulture), bug.ToString(),
            alone.ToString(),
        })
            start.ArgumentList.Add(argument);

        // It lives for a moment: what is compiled best first is compiled for nothing.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new ChildProcess(Process.Start(start)!, history);
    }

    public Task Ended => _reading;

    public void Kill() => _process.Kill();

    /// <summary>Waits for the end, kills it if that does not come in time, and answers with its exit code and last words.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync(TimeSpan patience)
    {
        try
        {
            await _reading.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _reading;
        }

        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Read(ChaosHistory history)
    {
        try
        {
            // A line that the kill cut off has no end, and is no fact; but a pipe takes a short line whole or not at all.
            while (_process.StandardOutput.ReadLine() is { } line)
            {
                history.Add(line);
                if (line == "ready")
                    _ready.TrySetResult();
            }
        }
        finally
        {
            _ready.TrySetResult();
        }
    }
}
