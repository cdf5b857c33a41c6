using RabbitMQ.Client;

namespace Bench;

/// <summary>
/// One consumer on a channel of its own, whose deliveries come one after the other: so an acknowledgement of several
/// (<c>multiple</c>) covers only what was handled.
/// </summary>
internal sealed class RabbitConsumer(
    IChannel channel, Credits credits, int acknowledgeEvery, Action<int> acknowledged, CancellationToken drained)
    : AsyncDefaultBasicConsumer(channel)
{
    private int _owed;
    private int _handled;

    public override async Task HandleBasicDeliverAsync(
        string consumerTag,
        ulong deliveryTag,
        bool redelivered,
        string exchange,
        string routingKey,
        IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default)
    {
        if (_owed == 0)
        {
            try
            {
                _owed = await credits.TakeAsync(acknowledgeEvery, drained);
            }
            catch (OperationCanceledException)
            {
                return; // the round is over; unacknowledged, it waits again
            }
        }

        _owed--;
        _handled++;
        if (_handled < acknowledgeEvery && _owed > 0)
            return;
        await Channel.BasicAckAsync(deliveryTag, multiple: _handled > 1, CancellationToken.None);
        acknowledged(_handled);
        _handled = 0;
    }
}
