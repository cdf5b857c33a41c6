using Messaging;
using Messaging.Embedded;

namespace Bench;

/// <summary>
/// Publishes so many messages, then delivers and acknowledges as many, in turns, so that the backlog stays what it is and both
/// rates are seen apart. The turn is short enough that a backlog of 1,000 stays a small one.
/// </summary>
internal sealed class BacklogTurns(EmbeddedBroker broker, string queue, int bodyBytes)
{
    public const int Turn = 5000;
    private const int Producers = 8;
    private const int UnconfirmedEach = 125;
    private const int Consumers = 4;
    private const int TakenEach = 250;

    private readonly byte[] _body = RandomBody(bodyBytes);
    private int _left;

    /// <summary>Rows in a transaction, in the last run.</summary>
    public double RowsPerCommit { get; private set; }

    public async Task<PhaseRates> RunAsync(TimeSpan time, CancellationToken stop = default)
    {
        using var commits = new CommitCount();
        var phases = new PhaseClock();
        long rows = 0;
        for (; phases.Elapsed < time && !stop.IsCancellationRequested; rows += 2 * Turn)
        {
            await phases.PublishAsync(Turn, () => Together(Producers, PublishAsync));
            _left = Turn;
            await phases.DeliverAsync(Turn, () => Together(Consumers, DeliverAsync));
        }

        RowsPerCommit = (double)rows / commits.Value;
        return phases.Rates;
    }

    private static byte[] RandomBody(int bytes)
    {
        var body = new byte[bytes];
        Random.Shared.NextBytes(body);
        return body;
    }

    private static Task Together(int count, Func<Task> work) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(work)));

    private async Task PublishAsync()
    {
        var unconfirmed = new Queue<Task>(UnconfirmedEach);
        for (var i = 0; i < Turn / Producers; i++)
        {
            if (unconfirmed.Count == UnconfirmedEach)
                await unconfirmed.Dequeue();
            unconfirmed.Enqueue(broker.PublishAsync([new OutgoingMessage(Destination.Queue(queue), new Message("bench.v1", _body))]));
        }

        await Task.WhenAll(unconfirmed);
    }

    private async Task DeliverAsync()
    {
        while (Interlocked.Add(ref _left, -TakenEach) >= 0)
        {
            for (var owed = TakenEach; owed > 0;)
            {
                var deliveries = await broker.ReceiveAsync(queue, owed, TimeSpan.FromSeconds(1));
                if (deliveries.Count == 0)
                    continue;
                await broker.AcknowledgeAsync(deliveries);
                owed -= deliveries.Count;
            }
        }
    }
}
