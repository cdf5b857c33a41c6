using RabbitMQ.Client;

namespace Bench;

/// <summary>
/// The traffic of <see cref="BrokerRound"/> against RabbitMQ: durable queue, persistent messages, publisher confirms, manual
/// acknowledgements. A message counts when its acknowledgement was sent: AMQP does not confirm those.
/// </summary>
internal sealed class RabbitRound(RabbitNode node, RabbitQueue queue, Traffic traffic, int acknowledgeEvery)
{
    private long _acknowledged;

    /// <summary>Confirms are tracked by the client, without its limiter: the window is the producers' own.</summary>
    public static CreateChannelOptions Confirmed { get; } = new(
        publisherConfirmationsEnabled: true,
        publisherConfirmationTrackingEnabled: true,
        outstandingPublisherConfirmationsRateLimiter: null);

    public static BasicProperties Persistent { get; } = new() { DeliveryMode = DeliveryModes.Persistent };

    public async Task<RoundResult> RunAsync(TimeSpan time)
    {
        using var credits = new Credits();
        using var drained = new CancellationTokenSource();
        await using var publishing = await node.Connections.CreateConnectionAsync();
        await using var consuming = await node.Connections.CreateConnectionAsync();
        var producers = new List<IChannel>();
        var consumers = new List<RabbitConsumer>();
        for (var i = 0; i < traffic.Producers; i++)
            producers.Add(await publishing.CreateChannelAsync(Confirmed));
        for (var i = 0; i < traffic.Consumers; i++)
            consumers.Add(await ConsumeAsync(await consuming.CreateChannelAsync(), credits, drained.Token));

        var serverCpu = ProcessCpu.Of(node.ProcessId);
        var cpu = Environment.CpuUsage.TotalTime;
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(producers.Select(channel => Task.Run(() => ProduceAsync(channel, credits, start, time))));
        while (Interlocked.Read(ref _acknowledged) < credits.Given)
        {
            Patience.Check(start, time);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            if (traffic.Waiting == 0)
                await Task.WhenAll(consumers.Select(c => c.FlushAsync()));
        }

        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var used = Environment.CpuUsage.TotalTime - cpu;
        serverCpu = ProcessCpu.Of(node.ProcessId) - serverCpu;
        await drained.CancelAsync();
        return new RoundResult(
            _acknowledged / seconds,
            used.TotalMicroseconds / _acknowledged,
            ServerCpuMicroseconds: serverCpu.TotalMicroseconds / _acknowledged);
    }

    private async Task ProduceAsync(IChannel channel, Credits credits, long start, TimeSpan time)
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

            unconfirmed.Enqueue(channel.BasicPublishAsync("", queue.Name, false, Persistent, body).AsTask());
        }

        foreach (var publish in unconfirmed)
        {
            await publish;
            credits.Add();
        }
    }

    private async Task<RabbitConsumer> ConsumeAsync(IChannel channel, Credits credits, CancellationToken drained)
    {
        await channel.BasicQosAsync(0, (ushort)traffic.TakenEach, global: false, CancellationToken.None);
        var consumer = new RabbitConsumer(
            channel, traffic.Waiting == 0 ? null : credits, acknowledgeEvery, n => Interlocked.Add(ref _acknowledged, n), drained);
        await channel.BasicConsumeAsync(queue.Name, autoAck: false, consumer, CancellationToken.None);
        return consumer;
    }
}
