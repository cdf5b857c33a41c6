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

        // The warm-up also says how many rows the broker puts into one commit; the reference gets as many. Twice: what the first one
        // compiles is compiled again, better, while the second runs.
        await RoundAsync(broker);
        var warm = await RoundAsync(broker);
        Reference(raw, warm);

        var measured = new List<(RoundResult Broker, double Reference)>();
        for (var round = 1; round <= rounds; round++)
        {
            var ours = await RoundAsync(broker);
            measured.Add((ours, Reference(raw, ours)));
            Console.WriteLine(
                $"  round {round}: broker {ours.PerSecond,9:N0}/s, reference {measured[^1].Reference,9:N0}/s, "
                + $"ratio {ours.PerSecond / measured[^1].Reference:0.00}, {ours.RowsPerCommit:N0} rows a commit, "
                + $"{ours.CpuMicroseconds:0.0} µs CPU a message");
        }

        return BrokerCaseResult.Of(measured);
    }

    private Task<RoundResult> RoundAsync(EmbeddedBroker broker) => new BrokerRound(broker, Queue, traffic).RunAsync(brokerTime);

    /// <summary>Messages a second of raw SQLite, with as many rows a commit.</summary>
    private double Reference(RawSqlite raw, RoundResult ours) => raw.Run(rawTime, (int)Math.Max(1, ours.RowsPerCommit));
}
