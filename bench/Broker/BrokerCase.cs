using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench;

/// <summary>One traffic on a fresh broker and a fresh raw file, in rounds that alternate.</summary>
internal sealed class BrokerCase(Traffic traffic, int rounds, TimeSpan brokerTime, TimeSpan rawTime)
{
    private const string Queue = "bench";

    public async Task<BrokerCaseResult> RunAsync()
    {
        using var directory = new BenchDirectory();
        await using var broker = EmbeddedBroker.Open(directory.Path, Durability.Full, TimeProvider.System, NullLogger.Instance);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        await Prefill.RunAsync(broker, Queue, traffic.BodyBytes, traffic.Waiting, TimeSpan.FromSeconds(60));
        using var raw = new RawSqlite(directory.Path, traffic.BodyBytes, traffic.Waiting);

        // The warm-up also says how many rows the broker puts into one commit, and how many bytes that is; the reference gets
        // as many. Twice: what the first one compiles is compiled again, better, while the second runs.
        await RoundAsync(broker);
        var warm = await RoundAsync(broker);
        Reference(directory.Path, raw, warm);

        var measured = new List<(RoundResult Broker, double Reference)>();
        for (var round = 1; round <= rounds; round++)
        {
            var ours = await RoundAsync(broker);
            measured.Add((ours, Reference(directory.Path, raw, ours)));
            Console.WriteLine(
                $"  round {round}: broker {ours.PerSecond,9:N0}/s, reference {measured[^1].Reference,9:N0}/s, "
                + $"ratio {ours.PerSecond / measured[^1].Reference:0.00}, {ours.RowsPerCommit:N0} rows a commit, "
                + $"{ours.CpuMicroseconds:0.0} µs CPU a message");
        }

        return new BrokerCaseResult(
            RoundResult.MedianOf([.. measured.Select(m => m.Broker)]),
            Median.Of(measured.Select(m => m.Reference)),
            Median.Of(measured.Select(m => m.Broker.PerSecond / m.Reference)));
    }

    private Task<RoundResult> RoundAsync(EmbeddedBroker broker) => traffic.IsOneInFlight
        ? new OneInFlight(broker, Queue, traffic.BodyBytes).RunAsync(brokerTime)
        : new BrokerRound(broker, Queue, traffic).RunAsync(brokerTime);

    /// <summary>Messages a second: of raw SQLite, or of two fdatasyncs of what the broker writes in one commit.</summary>
    private double Reference(string directory, RawSqlite raw, RoundResult ours) => traffic.IsOneInFlight
        ? SyncProbe.Measure(directory, Math.Max(512, (int)(ours.BytesPerMessage / 2)), 1000).PerSecond / 2
        : raw.Run(rawTime, (int)Math.Max(1, ours.RowsPerCommit));
}
