using System.Text.Json.Nodes;

namespace Bench;

internal sealed class BacklogBench : IBench
{
    private const int Rounds = 5;
    private const long Few = 1000;

    // Of those that wait 4,096 are in memory: most of such a turn is read back.
    private const int LongTurn = 100_000;
    private const long BytesOnDisk = 1200; // of one message: twice a row, its write-ahead log and some air
    private static readonly TimeSpan _time = TimeSpan.FromSeconds(1.5);

    public string Name => "backlog";

    public string About =>
        "publish and delivery with 5,000,000 waiting over the same with 1,000, beside raw SQLite at both; memory; restart";

    public IReadOnlyList<string> Options => ["--messages"];

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        var messages = arguments.Number("--messages", 5_000_000);
        Machine.Describe();
        using var few = new BenchDirectory();
        using var many = new BenchDirectory();
        var free = new DriveInfo(many.Path).AvailableFreeSpace;
        if (free < messages * BytesOnDisk)
            throw new IOException($"{messages:N0} messages need about {messages * BytesOnDisk >> 20:N0} MiB; {free >> 20:N0} MiB are free.");
        var before = Machine.Probe("before", few.Path);
        var measured = await AlternateAsync(few.Path, many.Path, messages);
        var handled = await HandleAsync(messages);
        var after = Machine.Probe("after", few.Path);
        var size = Directory.GetFiles(many.Path, "broker.db*").Sum(f => new FileInfo(f).Length) >> 20;
        Console.WriteLine($"restart with {messages:N0} waiting, {size:N0} MiB:");
        var restart = await RestartRound.RunAsync(many.Path);

        double Of(Func<BacklogPair, double> figure) => Median.Of(measured.Select(figure));
        Console.WriteLine(
            $"median ratios many/few: publish {Of(p => p.PublishRatio):0.00} (raw SQLite {Of(p => p.RawPublishRatio):0.00}), "
            + $"deliver + acknowledge {Of(p => p.DeliverRatio):0.00} (raw {Of(p => p.RawDeliverRatio):0.00}), handlers {Median.Of(handled.Select(p => p.Ratio)):0.00}, "
            + $"together {Of(p => p.TogetherRatio):0.00}; "
            + $"first message {restart.Clean:0.00} s after a close, {restart.Killed:0.00} s after kill -9, {restart.ColdSeconds:0.00} s with a cold cache; "
            + $"{restart.ResidentMb:0} MiB resident");
        return new JsonObject
        {
            ["publishRatio"] = Math.Round(Of(p => p.PublishRatio), 3),
            ["deliverRatio"] = Math.Round(Of(p => p.DeliverRatio), 3),
            ["restartSeconds"] = Math.Round(Math.Max(restart.Clean, restart.Killed), 3),
            ["residentMb"] = Math.Round(restart.ResidentMb),
            ["rawPublishRatio"] = Math.Round(Of(p => p.RawPublishRatio), 3),
            ["rawDeliverRatio"] = Math.Round(Of(p => p.RawDeliverRatio), 3),
            ["publishRatioOverRaw"] = Math.Round(Of(p => p.PublishRatio / p.RawPublishRatio), 3),
            ["deliverRatioOverRaw"] = Math.Round(Of(p => p.DeliverRatio / p.RawDeliverRatio), 3),
            ["handledRatio"] = Math.Round(Median.Of(handled.Select(p => p.Ratio)), 3),
            ["handledPerSecond"] = Math.Round(Median.Of(handled.Select(p => p.Many))),
            ["togetherRatio"] = Math.Round(Of(p => p.TogetherRatio), 3),
            ["togetherPerSecond"] = Math.Round(Of(p => p.Many.TogetherPerSecond)),
            ["publishPerSecond"] = Math.Round(Of(p => p.Many.Broker.PublishPerSecond)),
            ["deliverPerSecond"] = Math.Round(Of(p => p.Many.Broker.DeliverPerSecond)),
            ["restartCleanSeconds"] = Math.Round(restart.Clean, 3),
            ["restartKilledSeconds"] = Math.Round(restart.Killed, 3),
            ["restartColdSeconds"] = double.IsNaN(restart.ColdSeconds) ? null : Math.Round(restart.ColdSeconds, 3),
            ["messages"] = messages,
            ["fdatasyncBeforeMs"] = Math.Round(before, 3),
            ["fdatasyncAfterMs"] = Math.Round(after, 3),
        };
    }

    private static async Task<List<BacklogPair>> AlternateAsync(string fewPath, string manyPath, long messages)
    {
        await using var few = await BacklogSide.OpenAsync(fewPath, Few);
        await using var many = await BacklogSide.OpenAsync(manyPath, messages);
        await few.RunAsync(_time);
        await many.RunAsync(_time);
        var measured = new List<BacklogPair>();
        for (var round = 1; round <= Rounds; round++)
        {
            var pair = new BacklogPair(await few.RunAsync(_time), await many.RunAsync(_time));
            measured.Add(pair);
            Console.WriteLine($"round {round}: {pair}");
        }

        return measured;
    }

    private static async Task<List<HandledPair>> HandleAsync(long messages)
    {
        using var fewDirectory = new BenchDirectory();
        using var manyDirectory = new BenchDirectory();
        await using var few = await HandledSide.OpenAsync(fewDirectory.Path, Few, BacklogTurns.Turn);
        await using var many = await HandledSide.OpenAsync(manyDirectory.Path, messages, LongTurn);
        await few.RunAsync(_time);
        await many.RunAsync(_time);
        var measured = new List<HandledPair>();
        for (var round = 1; round <= Rounds; round++)
        {
            var pair = new HandledPair(await few.RunAsync(_time), await many.RunAsync(_time));
            measured.Add(pair);
            Console.WriteLine($"round {round}: handlers {pair.Few:N0} → {pair.Many:N0}/s, {pair.Ratio:0.00}");
        }

        return measured;
    }
}
