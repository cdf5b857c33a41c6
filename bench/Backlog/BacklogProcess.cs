using System.Diagnostics;
using System.Globalization;

namespace Bench;

/// <summary>A <see cref="BacklogChild"/>, seen from outside.</summary>
internal sealed class BacklogProcess : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    private BacklogProcess(Process process) => _process = process;

    /// <summary>Seconds from the call of Open to its return.</summary>
    public double OpenSeconds { get; private set; }

    /// <summary>Seconds from the call of Open to the first message.</summary>
    public double FirstMessageSeconds { get; private set; }

    /// <summary>The same from the start of the process, the runtime's start included.</summary>
    public double ProcessSeconds { get; private set; }

    public static async Task<BacklogProcess> StartAsync(string directory)
    {
        var program = Environment.ProcessPath!;
        var info = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            info.ArgumentList.Add(typeof(BacklogProcess).Assembly.Location);
        info.ArgumentList.Add(BacklogChild.Command);
        info.ArgumentList.Add(directory);
        var start = TimeProvider.System.GetTimestamp();
        var child = new BacklogProcess(Process.Start(info)!);
        var words = await child.ReadAsync("ready");
        child.ProcessSeconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        child.OpenSeconds = double.Parse(words[1], CultureInfo.InvariantCulture);
        child.FirstMessageSeconds = double.Parse(words[2], CultureInfo.InvariantCulture);
        return child;
    }

    /// <summary>Serves for a while. Answers with the most memory that was ever resident, in MiB.</summary>
    public async Task<double> ServeAsync(int seconds)
    {
        await _process.StandardInput.WriteLineAsync($"serve {seconds}");
        await ReadAsync("serving");
        return double.Parse((await ReadAsync("served"))[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Kills it (SIGKILL) in the middle of its work.</summary>
    public async Task KillWhileServingAsync(TimeSpan after)
    {
        await _process.StandardInput.WriteLineAsync("serve 60");
        await ReadAsync("serving");
        await Task.Delay(after, TimeProvider.System);
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets it close the broker. Answers with the seconds that took.</summary>
    public async Task<double> EndAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        await _process.StandardInput.WriteLineAsync("end");
        await _process.WaitForExitAsync().WaitAsync(_patience, TimeProvider.System);
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task<string[]> ReadAsync(string first)
    {
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(_patience, TimeProvider.System);
        return line?.Split(' ') is { } words && words[0] == first
            ? words
            : throw new InvalidOperationException($"The child process said '{line}' instead of '{first}'.");
    }
}
