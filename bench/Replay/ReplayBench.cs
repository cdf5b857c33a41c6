using System.Diagnostics;
using System.Text.Json.Nodes;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;

namespace Bench.Replay;

/// <summary>The product's own operation over the broker's dead letters, without pages and HTTP.</summary>
internal sealed class ReplayBench : IBench
{
    private const long Letters = 100_000;
    private const long Ids = 1_000_000;

    public string Name => "replay";

    public string About => "100,000 dead letters replayed by an operation at full speed; what it covers taken down, of a million";

    public IReadOnlyList<string> Options => ["--letters"];

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        var count = arguments.Number("--letters", Letters);
        Machine.Describe();
        using var directory = new BenchDirectory();
        var before = Machine.Probe("before", directory.Path);
        await using var desk = await ReplayDesk.OpenAsync(directory.Path);
        await desk.FailAsync(count);
        Console.WriteLine($"  {count:N0} dead letters of 256 bytes are there");

        var (seconds, cpu, longest) = await RunAsync(desk, count);
        Console.WriteLine($"  replayed: {count:N0} in {seconds:0.0} s, {count / seconds:N0}/s, {cpu * 1e6 / count:0} µs CPU each; longest without progress {longest.TotalMilliseconds:0} ms");
        var handled = Stopwatch.StartNew();
        await desk.HandleAsync(count);
        Console.WriteLine($"  handled, in batches of 1,000: {handled.Elapsed.TotalSeconds:0.0} s");

        desk.Index.Pretend(Ids);
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var operation = await desk.StartAsync(new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter(), RatePerSecond: 0.1));
        var taken = watch.Elapsed.TotalSeconds;
        var megabytes = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1048576.0;
        Console.WriteLine($"  taken down: {operation.Total:N0} ids in {taken:0.00} s, {megabytes:0.0} MiB held while it runs");
        await desk.CancelAsync(operation.Id);
        var after = Machine.Probe("after", directory.Path);
        return new JsonObject
        {
            ["letters"] = count,
            ["seconds"] = Math.Round(seconds, 2),
            ["lettersPerSecond"] = Math.Round(count / seconds),
            ["cpuSeconds"] = Math.Round(cpu, 2),
            ["longestWithoutProgressMs"] = Math.Round(longest.TotalMilliseconds),
            ["millionIdsSeconds"] = Math.Round(taken, 2),
            ["millionIdsMb"] = Math.Round(megabytes, 1),
            ["fdatasyncBeforeMs"] = Math.Round(before, 3),
            ["fdatasyncAfterMs"] = Math.Round(after, 3),
        };
    }

    private static async Task<(double Seconds, double Cpu, TimeSpan Longest)> RunAsync(ReplayDesk desk, long count)
    {
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var longest = TimeSpan.Zero;
        var last = TimeSpan.Zero;
        using var viewer = desk.Feed.Subscribe<OperationView>(_ =>
        {
            var now = watch.Elapsed;
            longest = now - last > longest ? now - last : longest;
            last = now;
            return Task.CompletedTask;
        });
        var operation = await desk.StartAsync(new StartOperation(OperationKind.Replay, Filter: new DeadLetterFilter()));
        await desk.EndAsync(operation.Id);
        var seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        if (operation.Total != count || desk.Broker.Statistics(ReplayDesk.Queue)!.Ready != count)
            throw new InvalidOperationException("Not every one was replayed.");
        return (seconds, (process.TotalProcessorTime - cpu).TotalSeconds, longest);
    }
}
