using System.Text.Json.Nodes;

namespace Bench;

/// <summary>
/// The reference is the least that any durable broker needs: one fdatasync. A message that finds a commit under way waits for
/// that one as well.
/// </summary>
internal sealed class LatencyBench : IBench
{
    private const int Rounds = 5;
    private const int CommitBytes = 8216; // one frame of the write-ahead log: a page and its header
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _time = TimeSpan.FromSeconds(5);

    public string Name => "latency";

    public string About =>
        "publish → handler at a steady rate (default 5,000/s, open loop), durable, AddMessaging + IHandler, beside one bare fdatasync";

    public IReadOnlyList<string> Options => ["--rate", "--rounds"];

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        var rate = (int)arguments.Number("--rate", 5000);
        var rounds = Math.Max(Rounds, (int)arguments.Number("--rounds", Rounds));
        Machine.Describe();
        using var directory = new BenchDirectory();
        var before = Machine.Probe("before", directory.Path);
        await using var host = await LatencyHost.StartAsync(directory.Path);
        var round = new LatencyRound(host, rate);
        Console.WriteLine($"warm-up: {await round.RunAsync(_warmUp)}");
        var measured = new List<LatencyResult>();
        var syncs = new List<(double P50, double P99)>();
        for (var i = 1; i <= rounds; i++)
        {
            measured.Add(await round.RunAsync(_time));
            var sync = SyncProbe.Measure(directory.Path, CommitBytes, 1000);
            syncs.Add((sync.Percentile(50), sync.Percentile(99)));
            Console.WriteLine($"round {i}: {measured[^1]}; fdatasync p50 {syncs[^1].P50:0.00}, p99 {syncs[^1].P99:0.00} ms");
        }

        var after = Machine.Probe("after", directory.Path);
        var median = LatencyResult.MedianOf(measured);
        Console.WriteLine($"median: {median}");
        return new JsonObject
        {
            ["p50Ms"] = Math.Round(median.P50, 3),
            ["p99Ms"] = Math.Round(median.P99, 3),
            ["ratePerSecond"] = Math.Round(median.PerSecond),
            ["p95Ms"] = Math.Round(median.P95, 3),
            ["maxMs"] = Math.Round(median.Max, 2),
            ["fromCallP50Ms"] = Math.Round(median.SentP50, 3),
            ["fromCallP99Ms"] = Math.Round(median.SentP99, 3),
            ["cpuMicrosecondsPerMessage"] = Math.Round(median.CpuMicroseconds, 1),
            ["fdatasyncP50Ms"] = Math.Round(Median.Of(syncs.Select(s => s.P50)), 3),
            ["fdatasyncP99Ms"] = Math.Round(Median.Of(syncs.Select(s => s.P99)), 3),
            ["fdatasyncBeforeMs"] = Math.Round(before, 3),
            ["fdatasyncAfterMs"] = Math.Round(after, 3),
        };
    }
}
