using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench;

/// <summary>
/// One message in all: publish, wait, receive, acknowledge, wait. Nothing can be grouped, so each message costs two commits, and a commit cannot
/// be faster than the disk's fdatasync of as many bytes, which is the reference. Some ten milliseconds of ours and as many of it in turn:
/// the disk changes its pace from one second to the next, and both are to have the same.
/// </summary>
internal sealed class OneInFlight(int bodyBytes, int rounds, TimeSpan time)
{
    private const string Queue = "bench";
    private const int InTurn = 64;

    private readonly byte[] _body = new byte[bodyBytes];
    private int _commitBytes = 4096;

    public async Task<BrokerCaseResult> RunAsync()
    {
        Random.Shared.NextBytes(_body);
        using var directory = new BenchDirectory();
        await using var broker = EmbeddedBroker.Open(directory.Path, Durability.Full, TimeProvider.System, NullLogger.Instance);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        using var probe = new SyncProbe(directory.Path);

        // The warm-up also says how many bytes the broker writes for a commit; the reference gets as many. Twice: what the first one
        // compiles is compiled again, better, while the second runs.
        await RoundAsync(broker, probe);
        await RoundAsync(broker, probe);
        var measured = new List<(RoundResult Broker, double Reference)>();
        for (var round = 1; round <= rounds; round++)
        {
            var (ours, reference) = await RoundAsync(broker, probe);
            measured.Add((ours, reference));
            Console.WriteLine(
                $"  round {round}: broker {ours.PerSecond,9:N0}/s, reference {reference,9:N0}/s, ratio {ours.PerSecond / reference:0.00}, "
                + $"{1e6 / ours.PerSecond - 1e6 / reference:0} µs more a message, {ours.CpuMicroseconds:0.0} µs CPU a message");
        }

        return BrokerCaseResult.Of(measured);
    }

    private async Task<(RoundResult Ours, double Reference)> RoundAsync(EmbeddedBroker broker, SyncProbe probe)
    {
        var (ours, reference, cpu) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        var (messages, written) = (0, 0L);
        using var commits = new CommitCount();
        while (ours + reference < time)
        {
            var (startWritten, startCpu, start) = (Machine.BytesWritten(), Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
            for (var i = 0; i < InTurn; i++)
                await OneAsync(broker);
            ours += TimeProvider.System.GetElapsedTime(start);
            cpu += Environment.CpuUsage.TotalTime - startCpu;
            written += Machine.BytesWritten() - startWritten;
            messages += InTurn;

            start = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < InTurn; i++)
            {
                probe.Write(_commitBytes);
                probe.Write(_commitBytes);
            }

            reference += TimeProvider.System.GetElapsedTime(start);
        }

        _commitBytes = (int)Math.Max(512, written / messages / 2);
        return (
            new RoundResult(messages / ours.TotalSeconds, cpu.TotalMicroseconds / messages, 2.0 * messages / commits.Value, (double)written / messages),
            messages / reference.TotalSeconds);
    }

    private async Task OneAsync(EmbeddedBroker broker)
    {
        await broker.PublishAsync([new OutgoingMessage(Destination.Queue(Queue), new Message("bench.v1", _body))]);
        await broker.AcknowledgeAsync(await broker.ReceiveAsync(Queue, 1, TimeSpan.FromSeconds(10)));
    }
}
