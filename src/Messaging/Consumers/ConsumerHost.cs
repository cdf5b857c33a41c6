using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>
/// Consumes the queues of this process. On shutdown it stops receiving and lets handlers finish; only when the host's
/// shutdown time is over are they aborted.
/// </summary>
internal sealed class ConsumerHost(
    MessagingBuilder messaging, IBroker broker, DeliveryPipeline pipeline, TimeProvider time, ILogger<QueueConsumer> logger)
    : BackgroundService
{
    private readonly CancellationTokenSource _aborting = new();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var abort = cancellationToken.Register(_aborting.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _aborting.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(messaging.Queues.Select(
        queue => new QueueConsumer(queue, broker, pipeline, time, logger).RunAsync(stoppingToken, _aborting.Token)));
}
