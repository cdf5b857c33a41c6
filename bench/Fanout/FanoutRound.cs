using Messaging;
using Messaging.Embedded;

namespace Bench;

/// <summary>Brings events to ten queues for a while, one way, and has them consumed, or not.</summary>
internal sealed class FanoutRound(EmbeddedBroker broker, FanoutWay way, bool consumed)
{
    public const int Queues = 10;
    public const string Topic = "fan";
    public const int BodyBytes = 4096;

    private const int Producers = 8;
    private const int EventsEach = 16;
    private const int TakenEach = 100;

    private long _events;
    private long _acknowledged;

    public static string Queue(int index) => $"fan{index}";

    /// <summary>Events a second; where they are consumed, until the last of the ten copies is acknowledged.</summary>
    public async Task<double> RunAsync(TimeSpan time)
    {
        using var drained = new CancellationTokenSource();
        var start = TimeProvider.System.GetTimestamp();
        var consumers = Enumerable.Range(0, consumed ? Queues : 0).Select(i => Task.Run(() => ConsumeAsync(Queue(i), drained.Token))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(_ => Task.Run(() => ProduceAsync(start, time))));
        while (consumed && Interlocked.Read(ref _acknowledged) < _events * Queues)
        {
            Patience.Check(start, time);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        var rate = _events / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await drained.CancelAsync();
        await Task.WhenAll(consumers);
        for (var i = 0; i < Queues; i++)
            await broker.PurgeAsync(Queue(i));
        return rate;
    }

    private async Task ProduceAsync(long start, TimeSpan time)
    {
        var body = new byte[BodyBytes];
        Random.Shared.NextBytes(body);
        var unconfirmed = new Queue<Task>(EventsEach);
        long events = 0;
        for (; TimeProvider.System.GetElapsedTime(start) < time; events++)
        {
            if (unconfirmed.Count == EventsEach)
                await unconfirmed.Dequeue();
            unconfirmed.Enqueue(Publish(body));
        }

        await Task.WhenAll(unconfirmed);
        Interlocked.Add(ref _events, events);
    }

    private Task Publish(byte[] body) => way switch
    {
        FanoutWay.Topic => broker.PublishAsync([new OutgoingMessage(Destination.Topic(Topic), new Message("bench.v1", body))]),
        FanoutWay.OneCall => broker.PublishAsync([.. Enumerable.Range(0, Queues).Select(i => Copy(i, body))]),
        _ => Task.WhenAll(Enumerable.Range(0, Queues).Select(i => broker.PublishAsync([Copy(i, body)]))),
    };

    private static OutgoingMessage Copy(int index, byte[] body) => new(Destination.Queue(Queue(index)), new Message("bench.v1", body));

    private async Task ConsumeAsync(string queue, CancellationToken drained)
    {
        while (!drained.IsCancellationRequested)
        {
            var deliveries = await broker.ReceiveAsync(queue, TakenEach, TimeSpan.FromMilliseconds(100), cancellationToken: CancellationToken.None);
            if (deliveries.Count == 0)
                continue;
            await broker.AcknowledgeAsync(deliveries, CancellationToken.None);
            Interlocked.Add(ref _acknowledged, deliveries.Count);
        }
    }
}
