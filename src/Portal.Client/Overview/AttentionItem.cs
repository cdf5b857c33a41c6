using Portal.Client.Elements;

namespace Portal.Client.Overview;

/// <summary>Something a person should look at, and where.</summary>
internal sealed record AttentionItem(Tone Tone, string Icon, string Text, string Href)
{
    /// <summary>A consumer is slow long before that; this is when somebody should ask why.</summary>
    private const double LateSeconds = 60;

    /// <summary>The worst first.</summary>
    public static IEnumerable<AttentionItem> Of(OverviewView view)
    {
        foreach (var party in view.ThirdParties.Where(party => party is { Healthy: false, LastCallAt: not null }))
        {
            yield return new(Tone.Bad, "cloud_off", $"{party.Name} does not answer{(party.LastError is { } error ? $": {error}" : "")}", "queues");
        }

        if (view.FailedDeadLetters > 0)
        {
            var words = view.FailedDeadLetters == 1 ? "1 message could not be handled" : $"{Figures.Count(view.FailedDeadLetters)} messages could not be handled";
            yield return new(Tone.Bad, "error", words, "dead-letters?status=failed");
        }

        foreach (var queue in view.Queues.Where(queue => queue is { Consumers: 0, Ready: > 0, Paused: false }))
        {
            yield return new(Tone.Bad, "person_off", $"{Figures.Count(queue.Ready)} messages wait in {queue.Name}, and nobody takes them", "queues");
        }

        foreach (var queue in view.Queues.Where(queue => queue.Paused))
        {
            yield return new(Tone.Warn, "pause_circle", $"{queue.Name} is paused{(queue.Ready > 0 ? $", {Figures.Count(queue.Ready)} messages wait" : "")}", "queues");
        }

        foreach (var queue in view.Queues.Where(queue => queue is { Paused: false, Consumers: > 0, Ready: > 0, OldestAgeSeconds: > LateSeconds }))
        {
            var age = Figures.Duration(TimeSpan.FromSeconds(queue.OldestAgeSeconds));
            yield return new(Tone.Warn, "hourglass_bottom", $"{queue.Name} is behind: its oldest message waits for {age}", "queues");
        }
    }
}
