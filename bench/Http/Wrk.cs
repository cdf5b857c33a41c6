using System.Diagnostics;
using System.Globalization;

namespace Bench.Http;

/// <summary>Debian's wrk: one thread, so many connections, each with one request at a time, as fast as they are answered.</summary>
internal sealed class Wrk(string directory)
{
    public const string Program = "/usr/bin/wrk";
    private static readonly TimeSpan _longer = TimeSpan.FromSeconds(30);

    /// <param name="url">What to POST to.</param>
    /// <param name="headers">Of each request.</param>
    /// <param name="body">Of each request.</param>
    /// <param name="connections">Open at the same time.</param>
    /// <param name="time">For how long.</param>
    public async Task<WrkResult> PostAsync(Uri url, IReadOnlyDictionary<string, string> headers, string body, int connections, TimeSpan time)
    {
        var script = Path.Combine(directory, "wrk.lua");
        await File.WriteAllTextAsync(script, Script(headers, body));
        using var wrk = Process.Start(new ProcessStartInfo(Program)
        {
            ArgumentList = { "-t1", $"-c{connections}", $"-d{(int)time.TotalSeconds}s", "-s", script, url.ToString() },
            RedirectStandardOutput = true,
        })!;
        var output = await wrk.StandardOutput.ReadToEndAsync().WaitAsync(time + _longer, TimeProvider.System);
        await wrk.WaitForExitAsync();
        return Read(output);
    }

    private static string Script(IReadOnlyDictionary<string, string> headers, string body) => $$"""
        wrk.method = "POST"
        wrk.body = [==[{{body}}]==]
        {{string.Join('\n', headers.Select(header => $"wrk.headers[\"{header.Key}\"] = \"{header.Value}\""))}}
        done = function(summary, latency, requests)
          local e = summary.errors
          io.write(string.format("figures %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
            latency.max, e.connect + e.read + e.write + e.timeout + e.status))
        end
        """;

    private static WrkResult Read(string output)
    {
        var figures = output.Split('\n').FirstOrDefault(line => line.StartsWith("figures ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException("wrk ended without figures:\n" + output);
        var n = figures.Split(' ')[1..].Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new WrkResult((long)n[0], n[0] / (n[1] / 1e6), n[2] / 1e3, n[3] / 1e3, n[4] / 1e3, (long)n[5]);
    }
}
