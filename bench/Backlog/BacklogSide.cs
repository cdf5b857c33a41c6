using Messaging;
using Messaging.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bench;

/// <summary>A broker and a raw file with the same number of messages waiting.</summary>
internal sealed class BacklogSide : IAsyncDisposable
{
    public const string Queue = "backlog";
    public const int BodyBytes = 256;
    private static readonly Traffic _traffic = new(BodyBytes, 8, 125);
    private static readonly TimeSpan _prefillAtMost = TimeSpan.FromMinutes(5);

    private readonly EmbeddedBroker _broker;
    private readonly BacklogTurns _turns;
    private readonly RawSqlite _raw;

    private BacklogSide(EmbeddedBroker broker, RawSqlite raw)
    {
        _broker = broker;
        _raw = raw;
        _turns = new BacklogTurns(broker, Queue, BodyBytes);
    }

    public static async Task<BacklogSide> OpenAsync(string directory, long messages)
    {
        var broker = EmbeddedBroker.Open(directory, Durability.Full, TimeProvider.System, NullLogger.Instance);
        await broker.DeclareQueueAsync(Queue, new QueueOptions());
        var start = TimeProvider.System.GetTimestamp();
        var filled = await Prefill.RunAsync(broker, Queue, BodyBytes, messages, _prefillAtMost);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        start = TimeProvider.System.GetTimestamp();
        var raw = new RawSqlite(directory, BodyBytes, filled);
        Console.WriteLine(
            $"{filled:N0} waiting: filled at {filled / seconds:N0}/s in {seconds:0.0} s, raw at {filled / TimeProvider.System.GetElapsedTime(start).TotalSeconds:N0}/s"
            + (filled < messages ? $"; {messages:N0} were asked for, the time was up" : ""));
        return new BacklogSide(broker, raw);
    }

    /// <summary>
    /// A round of the broker's in turns and one with everything going on together, then one of the reference's, which gets as
    /// many rows in a transaction.
    /// </summary>
    public async Task<BacklogRates> RunAsync(TimeSpan time)
    {
        var ours = await _turns.RunAsync(time);
        var together = await new BrokerRound(_broker, Queue, _traffic).RunAsync(time);
        return new BacklogRates(ours, together.PerSecond, _raw.RunPhases(time, (int)Math.Max(1, _turns.RowsPerCommit), BacklogTurns.Turn));
    }

    public async ValueTask DisposeAsync()
    {
        _raw.Dispose();
        await _broker.DisposeAsync();
    }
}
