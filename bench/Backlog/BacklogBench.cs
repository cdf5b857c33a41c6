using System.Text.Json.Nodes;

namespace Bench;

internal sealed class BacklogBench : IBench
{
    private const int Rounds = 5;
    private const long Few = 1000;
    private const long BytesOnDisk = 1200; // of one message: twice a row, its write-ahead log and some air
    private static readonly TimeSpan _brokerTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _rawTime = TimeSpan.FromSeconds(1.5);

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
        var after = Machine.Probe("after", few.Path);
        var size = Directory.GetFiles(many.Path, "broker.db*").Sum(f => new FileInfo(f).Length) >> 20;
        Console.WriteLine($"restart with {messages:N0} waiting, {size:N0} MiB:");
        var restart = await RestartRound.RunAsync(many.Path);

        var (publish, deliver) = Ratios(measured, m => m.Broker);
        var (rawPublish, rawDeliver) = Ratios(measured, m => m.Raw);
        Console.WriteLine(
            $"median ratios many/few: publish {publish:0.00} (raw SQLite {rawPublish:0.00}), deliver + acknowledge {deliver:0.00} (raw {rawDeliver:0.00}); "
            + $"first message {restart.Clean:0.00} s after a close, {restart.Killed:0.00} s after kill -9, {restart.ColdSeconds:0.00} s with a cold cache; "
            + $"{restart.ResidentMb:0} MiB resident");
        return new JsonObject
        {
            ["publishRatio"] = Math.Round(publish, 3),
            ["deliverRatio"] = Math.Round(deliver, 3),
            ["restartSeconds"] = Math.Round(Math.Max(restart.Clean, restart.Killed), 3),
            ["residentMb"] = Math.Round(restart.ResidentMb),
            ["rawPublishRatio"] = Math.Round(rawPublish, 3),
            ["rawDeliverRatio"] = Math.Round(rawDeliver, 3),
            ["publishPerSecond"] = Math.Round(Median.Of(measured.Select(m => m.Many.Broker.PublishPerSecond))),
            ["deliverPerSecond"] = Math.Round(Median.Of(measured.Select(m => m.Many.Broker.DeliverPerSecond))),
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
        await few.RunAsync(_brokerTime, _rawTime);
        await many.RunAsync(_brokerTime, _rawTime);
        var measured = new List<BacklogPair>();
        for (var round = 1; round <= Rounds; round++)
        {
            var pair = new BacklogPair(await few.RunAsync(_brokerTime, _rawTime), await many.RunAsync(_brokerTime, _rawTime));
            measured.Add(pair);
            Console.WriteLine($"round {round}: {pair}");
        }

        return measured;
    }

    private static (double Publish, double Deliver) Ratios(
        List<BacklogPair> measured, Func<(PhaseRates Broker, PhaseRates Raw), PhaseRates> of) => (
        Median.Of(measured.Select(m => of(m.Many).PublishPerSecond / of(m.Few).PublishPerSecond)),
        Median.Of(measured.Select(m => of(m.Many).DeliverPerSecond / of(m.Few).DeliverPerSecond)));
}
