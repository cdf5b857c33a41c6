using Messaging;
using Messaging.Embedded;

namespace Bench;

/// <summary>
/// Producers publish one message a call, each with a bounded number unconfirmed; consumers lease and acknowledge. A message
/// counts when its acknowledgement was confirmed, that is, when its publish and its acknowledge were both durable.
/// </summary>
internal sealed class BrokerRound(EmbeddedBroker broker, string queue, int bodyBytes)
{
    private const int Producers = 8;
    private const int Consumers = 4;
    private const int UnconfirmedEach = 125;
    private const int ReceiveMax = 100;

    private long _published;
    private long _acknowledged;

    public async Task<RoundResult> RunAsync(TimeSpan time)
    {
        long commits = 0;
        FaultPoint.OnHit = name => commits += name == "broker-after-commit" ? 1 : 0; // the writer's thread only
        var cpu = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        using var drained = new CancellationTokenSource();
        var consumers = Enumerable.Range(0, Consumers).Select(_ => Task.Run(() => ConsumeAsync(drained.Token))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(_ => Task.Run(() => ProduceAsync(start, time))));
        while (Interlocked.Read(ref _acknowledged) < _published)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var used = Environment.CpuUsage.TotalTime - cpu;
        await drained.CancelAsync();
        await Task.WhenAll(consumers);
        FaultPoint.OnHit = null;
        return new RoundResult(_acknowledged / seconds, 2.0 * _acknowledged / commits, used.TotalMicroseconds / _acknowledged);
    }

    private async Task ProduceAsync(long start, TimeSpan time)
    {
        var body = new byte[bodyBytes];
        Random.Shared.NextBytes(body);
        var unconfirmed = new Queue<Task>(UnconfirmedEach);
        long published = 0;
        while (TimeProvider.System.GetElapsedTime(start) < time)
        {
            if (unconfirmed.Count == UnconfirmedEach)
                await unconfirmed.Dequeue();
            unconfirmed.Enqueue(broker.PublishAsync([new OutgoingMessage(Destination.Queue(queue), new Message("bench.v1", body))]));
            published++;
        }

        await Task.WhenAll(unconfirmed);
        Interlocked.Add(ref _published, published);
    }

    private async Task ConsumeAsync(CancellationToken drained)
    {
        while (!drained.IsCancellationRequested)
        {
            var deliveries = await broker.ReceiveAsync(queue, ReceiveMax, TimeSpan.FromSeconds(1), cancellationToken: CancellationToken.None);
            await Task.WhenAll(deliveries.Select(d => broker.AcknowledgeAsync(d.LeaseToken, CancellationToken.None)));
            Interlocked.Add(ref _acknowledged, deliveries.Count);
        }
    }
}

/// <param name="PerSecond">Messages published, leased and acknowledged in a second.</param>
/// <param name="RowsPerCommit">Inserts and deletes in one transaction, on average.</param>
/// <param name="CpuMicroseconds">Of the whole process, producers and consumers included, for each message.</param>
internal sealed record RoundResult(double PerSecond, double RowsPerCommit, double CpuMicroseconds);
