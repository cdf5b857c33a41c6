using Messaging;
using Portal.Live;

namespace Portal.Operations;

/// <summary>Brings the broker's news of dead letters to the live feed.</summary>
internal sealed class DeadLetterFeed(IBroker broker, LiveFeed feed) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        broker.DeadLetterChanged += Publish;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        broker.DeadLetterChanged -= Publish;
        return Task.CompletedTask;
    }

    private void Publish(DeadLetter letter) => feed.Publish(letter.ToView());
}
