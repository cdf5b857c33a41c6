using Messaging;
using Portal.Client.DeadLetters;
using Portal.Live;

namespace Portal.Operations.DeadLetters;

/// <summary>Brings the broker's news of dead letters to the live feed.</summary>
internal sealed class DeadLetterFeed(IBroker broker, LiveFeed feed, DeadLetterViews views) : IHostedService
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

    private void Publish(DeadLetter letter)
    {
        if (feed.HasViewers<DeadLetterView>())
            feed.Publish(views.Of(letter));
    }
}
