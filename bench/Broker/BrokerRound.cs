using Messaging;
using Messaging.Embedded;

namespace Bench;

/// <summary>
/// Producers publish one message a call, each with a bounded number unconfirmed; consumers lease and acknowledge. A message
/// counts when its acknowledgement was confirmed, that is, when its publish and its acknowledge were both durable.
/// </summary>
internal sealed class BrokerRound(EmbeddedBroker broker, string queue, Traffic traffic)
{
    private long _acknowledged;

    public async Task<RoundResult> RunAsync(TimeSpan time)
    {
        using var commits = new CommitCount();
        using var credits = new Credits();
        using var drained = new CancellationTokenSource();
        var written = Machine.BytesWritten();
        var cpu = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        var consumers = Enumerable.Range(0, traffic.Consumers).Select(_ => Task.Run(() => ConsumeAsync(credits, drained.Token))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, traffic.Producers).Select(_ => Task.Run(() => ProduceAsync(credits, start, time))));
        while (Interlocked.Read(ref _acknowledged) < credits.Given && !consumers.Any(c => c.IsFaulted))
        {
            Patience.Check(start, time);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var used = Environment.CpuUsage.TotalTime - cpu;
        written = Machine.BytesWritten() - written;
        await drained.CancelAsync();
        await Task.WhenAll(consumers);
        return new RoundResult(
            _acknowledged / seconds,
            used.TotalMicroseconds / _acknowledged,
            2.0 * _acknowledged / commits.Value,
            (double)written / _acknowledged);
    }

    private async Task ProduceAsync(Credits credits, long start, TimeSpan time)
    {
        var body = new byte[traffic.BodyBytes];
        Random.Shared.NextBytes(body);
        var unconfirmed = new Queue<Task>(traffic.UnconfirmedEach);
        while (TimeProvider.System.GetElapsedTime(start) < time)
        {
            if (unconfirmed.Count == traffic.UnconfirmedEach)
            {
                await unconfirmed.Dequeue();
                credits.Add();
            }

            unconfirmed.Enqueue(broker.PublishAsync([new OutgoingMessage(Destination.Queue(queue), new Message("bench.v1", body))]));
        }

        foreach (var publish in unconfirmed)
        {
            await publish;
            credits.Add();
        }
    }

    private async Task ConsumeAsync(Credits credits, CancellationToken drained)
    {
        var owed = 0;
        while (true)
        {
            try
            {
                owed = owed > 0 ? owed : await credits.TakeAsync(traffic.TakenEach, drained);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var deliveries = await broker.ReceiveAsync(queue, owed, TimeSpan.FromSeconds(1), cancellationToken: CancellationToken.None);
            if (deliveries.Count == 0)
                continue;
            var lost = await broker.AcknowledgeAsync(deliveries, CancellationToken.None);
            if (lost.Count > 0)
                throw new InvalidOperationException($"{lost.Count} leases were lost: the figures would be wrong.");
            owed -= deliveries.Count;
            Interlocked.Add(ref _acknowledged, deliveries.Count);
        }
    }
}
