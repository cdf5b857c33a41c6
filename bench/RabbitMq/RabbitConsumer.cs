using RabbitMQ.Client;

namespace Bench;

/// <summary>
/// One consumer on a channel of its own, whose deliveries come one after the other: so an acknowledgement of several
/// (<c>multiple</c>) covers only what was handled.
/// </summary>
/// <param name="channel">Its own.</param>
/// <param name="credits">Keeps the number of waiting messages; null where none wait, and all may be taken.</param>
/// <param name="acknowledgeEvery">So many handled messages are acknowledged together.</param>
/// <param name="acknowledged">Told how many.</param>
/// <param name="drained">The round is over.</param>
internal sealed class RabbitConsumer(
    IChannel channel, Credits? credits, int acknowledgeEvery, Action<int> acknowledged, CancellationToken drained)
    : AsyncDefaultBasicConsumer(channel), IDisposable
{
    private readonly SemaphoreSlim _acknowledging = new(1);
    private int _owed;
    private int _handled;
    private ulong _last;

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
                _owed = credits is null ? acknowledgeEvery : await credits.TakeAsync(acknowledgeEvery, drained);
            }
            catch (OperationCanceledException)
            {
                return; // unacknowledged, it waits again
            }
        }

        _owed--;
        await _acknowledging.WaitAsync(CancellationToken.None);
        try
        {
            _last = deliveryTag;
            if (++_handled == acknowledgeEvery || _owed == 0)
                await AcknowledgeAsync();
        }
        finally
        {
            _acknowledging.Release();
        }
    }

    /// <summary>Acknowledges the rest: with nothing waiting, no next delivery would.</summary>
    public async Task FlushAsync()
    {
        await _acknowledging.WaitAsync(CancellationToken.None);
        try
        {
            if (_handled > 0)
                await AcknowledgeAsync();
        }
        finally
        {
            _acknowledging.Release();
        }
    }

    public void Dispose() => _acknowledging.Dispose();

    private async Task AcknowledgeAsync()
    {
        await Channel.BasicAckAsync(_last, multiple: _handled > 1, CancellationToken.None);
        acknowledged(_handled);
        _handled = 0;
    }
}
