using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// Consumes the queues of this process. On shutdown it stops receiving and lets handlers finish; only when the host's
/// shutdown time is over are they aborted.
/// </summary>
internal sealed class ConsumerHost : BackgroundService, IConsumers
{
    private readonly CancellationTokenSource _aborting = new();
    private readonly QueueConsumer[] _consumers;
    private readonly QueueGauges _gauges;

    public ConsumerHost(
        MessagingBuilder messaging, IBroker broker, DeliveryPipeline pipeline, TimeProvider time, ILogger<QueueConsumer> logger)
    {
        foreach (var queue in messaging.Queues)
            queue.Recovery.Validate();
        _consumers = [.. messaging.Queues
            .OrderBy(queue => queue.Name, StringComparer.Ordinal)
            .Select(queue => new QueueConsumer(queue, broker, pipeline, time, logger))];
        _gauges = new QueueGauges(broker, this, time);
    }

    public ConsumerStatus? Status(string queue) => Array.Find(_consumers, consumer => consumer.Queue == queue)?.Status();

    public IReadOnlyDictionary<string, HeldAs> Held(string queue) =>
        Array.Find(_consumers, consumer => consumer.Queue == queue)?.Held() ?? new Dictionary<string, HeldAs>();

    public IReadOnlyList<ConsumerStatus> Status() => Array.ConvertAll(_consumers, consumer => consumer.Status());

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Returns when all is handled, or when the time for that is over. A registration on the token would come too late: the
        // base's own runs first and lets this method go on, which would take the registration back.
        await base.StopAsync(cancellationToken);
        if (cancellationToken.IsCancellationRequested)
            await _aborting.CancelAsync();
    }

    public override void Dispose()
    {
        _gauges.Dispose();
        _aborting.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_consumers.Select(consumer => consumer.RunAsync(stoppingToken, _aborting.Token)));
}
