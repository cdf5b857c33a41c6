using System.Text.Json.Nodes;
using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench;

internal sealed class BrokerBench : IBench
{
    private const string Queue = "bench";
    private const int BodyBytes = 256;
    private const int Rounds = 5;
    private static readonly TimeSpan _brokerTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _rawTime = TimeSpan.FromSeconds(2);

    public string Name => "broker";

    public string About =>
        $"publish + lease + acknowledge of {BodyBytes}-byte bodies, synchronous=FULL, 8 producers, beside raw SQLite insert + delete";

    public async Task<JsonObject> RunAsync()
    {
        using var directory = new BenchDirectory();
        Console.WriteLine($"{Environment.ProcessorCount} processors, SQLite {SqliteNative.Version} ({SqliteNative.Library})");
        PrintProbe("before", directory);

        await using var broker = EmbeddedBroker.Open(directory.Path, Durability.Full, TimeProvider.System, NullLogger.Instance);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        using var raw = new RawSqlite(directory.Path, BodyBytes);

        // The warm-up also says how many rows the broker puts into one commit; the reference gets as many.
        var warm = await RoundAsync(broker);
        warm = await RoundAsync(broker);
        var batch = (int)Math.Max(1, warm.RowsPerCommit);
        raw.Run(_rawTime, batch);
        Console.WriteLine($"warm: {warm.PerSecond:N0} messages/s, {warm.RowsPerCommit:N0} rows a commit");

        var measured = new List<(RoundResult Broker, double Raw)>();
        for (var round = 1; round <= Rounds; round++)
        {
            var ours = await RoundAsync(broker);
            var reference = raw.Run(_rawTime, (int)Math.Max(1, ours.RowsPerCommit));
            measured.Add((ours, reference));
            Console.WriteLine(
                $"round {round}: broker {ours.PerSecond,9:N0}/s, raw {reference,9:N0}/s, ratio {ours.PerSecond / reference:0.00}, "
                + $"{ours.RowsPerCommit:N0} rows a commit, {ours.CpuMicroseconds:0.0} µs CPU a message");
        }

        PrintProbe("after", directory);
        var messages = Median.Of(measured.Select(m => m.Broker.PerSecond));
        var rows = Median.Of(measured.Select(m => m.Raw));
        var ratio = Median.Of(measured.Select(m => m.Broker.PerSecond / m.Raw));
        Console.WriteLine($"median: broker {messages:N0}/s, raw {rows:N0}/s, ratio {ratio:0.00}");
        return new JsonObject
        {
            ["messagesPerSecond"] = Math.Round(messages),
            ["rawPerSecond"] = Math.Round(rows),
            ["ratio"] = Math.Round(ratio, 3),
            ["rowsPerCommit"] = Math.Round(Median.Of(measured.Select(m => m.Broker.RowsPerCommit))),
            ["cpuMicrosecondsPerMessage"] = Math.Round(Median.Of(measured.Select(m => m.Broker.CpuMicroseconds)), 2),
        };
    }

    private static Task<RoundResult> RoundAsync(EmbeddedBroker broker) => new BrokerRound(broker, Queue, BodyBytes).RunAsync(_brokerTime);

    private static void PrintProbe(string when, BenchDirectory directory) =>
        Console.WriteLine($"fdatasync of 4 KiB {when}: {SyncProbe.MedianMilliseconds(directory.Path):0.000} ms");
}
