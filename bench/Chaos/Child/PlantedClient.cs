using Messaging;
using Messaging.Embedded;

namespace Bench.Chaos;

/// <summary>A client with a bug.</summary>
internal sealed class PlantedClient(EmbeddedBroker broker, FactPipe pipe, PlantedBug bug) : ChaosClient(broker, pipe)
{
    private int _calls;

    protected override Task CarryOutPublishAsync(IReadOnlyList<OutgoingMessage> messages) => base.CarryOutPublishAsync(bug switch
    {
        PlantedBug.LoseConfirmed => [.. messages.Where(_ => !IsHundredth())],
        PlantedBug.DropKeyOrder => [.. messages.Select(m => m with { Message = WithoutKey(m.Message) })],
        PlantedBug.SwapBodies => [.. messages.Select(m => IsHundredth() ? m with { Message = WithOtherBody(m.Message) } : m)],
        _ => messages,
    });

    protected override async Task CarryOutAcknowledgeAsync(Delivery delivery)
    {
        if (bug == PlantedBug.AcknowledgeBeforeCommit)
        {
            _ = Task.Run(() => base.CarryOutAcknowledgeAsync(delivery));
            return;
        }

        await base.CarryOutAcknowledgeAsync(delivery);
        if (bug == PlantedBug.BringBack && IsHundredth())
            await Broker.PublishAsync([new OutgoingMessage(Destination.Queue(delivery.Queue), delivery.Message)]);
    }

    protected override async Task<bool> IsStaleRefusedAsync(Delivery delivery) =>
        await base.IsStaleRefusedAsync(delivery) && bug != PlantedBug.AcceptStale;

    protected override void Tell(Delivery delivery, long now, long ends)
    {
        base.Tell(delivery, now, ends);
        if (bug == PlantedBug.DeliverTwice && IsHundredth())
            base.Tell(delivery, now, ends);
    }

    private static Message WithoutKey(Message message) => new(message.Type, message.Body, message.ContentType, message.Id);

    private static Message WithOtherBody(Message message) => new(
        message.Type, ChaosBody.Of(Guid.CreateVersion7().ToString("N"), 100), message.ContentType, message.Id, message.Headers);

    private bool IsHundredth() => Interlocked.Increment(ref _calls) % 100 == 0;
}
