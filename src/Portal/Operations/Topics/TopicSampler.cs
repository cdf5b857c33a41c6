using System.Collections.Concurrent;
using Messaging;
using Portal.Client.Topics;
using Portal.Data;
using Portal.Live;
using Portal.Operations.Topics.Webhooks;

namespace Portal.Operations.Topics;

/// <summary>The same for topics, at the same times; called by the sampler of queues.</summary>
internal sealed class TopicSampler(IBroker broker, MessagingBuilder messaging, LiveFeed feed, WebhookViews webhooks, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly VersionClock _versions = new(time);

    public void Take(double seconds)
    {
        var subscriptions = broker.Subscriptions;
        foreach (var statistics in broker.Topics())
        {
            var known = _known.GetOrAdd(statistics.Topic, static _ => new Known());
            var before = known.Published ?? statistics.Published;
            known.Published = statistics.Published;
            known.PerSecond = Math.Round(Math.Max(0, statistics.Published - before) / seconds, 1);

            // A list equals no other list: whether something changed is asked of what it is made of.
            var state = (known.PerSecond, statistics.Published, string.Join('|', subscriptions.Where(s => s.Topic == statistics.Topic).Select(Describe).Concat(webhooks.Disabled(statistics.Topic).Select(s => s.Name))));
            if (state == known.Told)
                continue;
            known.Told = state;
            if (feed.HasViewers<TopicView>())
                feed.Publish(View(statistics, subscriptions));
        }
    }

    public TopicView View(TopicStatistics statistics, IReadOnlyList<Subscription> subscriptions) => new(
        statistics.Topic,
        [
            // A webhook that is being disabled is known as such before the broker has let go of it: it is one, not two.
            .. subscriptions.Where(s => s.Topic == statistics.Topic).Select(ToView).Concat(webhooks.Disabled(statistics.Topic))
                .DistinctBy(s => s.Name, StringComparer.Ordinal).OrderBy(s => s.Name, StringComparer.Ordinal),
        ],
        statistics.Published,
        statistics.Unwanted,
        statistics.UnwantedTypes,
        _known.GetValueOrDefault(statistics.Topic)?.PerSecond ?? 0,
        _versions.Next());

    /// <summary>As a service declares it at each start: named as its queue.</summary>
    public bool BelongsToService(string subscription, string queue) => subscription == queue && messaging.ConcurrencyOf(queue) > 0;

    private string Describe(Subscription subscription) =>
        $"{subscription.Name}>{subscription.Queue}:{string.Join(',', subscription.Types ?? [])}:{string.Join(',', subscription.Headers ?? new Dictionary<string, string>())}:{webhooks.Of(subscription.Topic, subscription.Name)}";

    private SubscriptionView ToView(Subscription subscription) => new(
        subscription.Name,
        subscription.Queue,
        subscription.Types ?? [],
        subscription.Headers ?? new Dictionary<string, string>(),
        BelongsToService(subscription.Name, subscription.Queue),
        webhooks.Of(subscription.Topic, subscription.Name));

    private sealed class Known
    {
        public long? Published { get; set; }

        public double PerSecond { get; set; }

        public (double PerSecond, long Published, string Subscriptions) Told { get; set; }
    }
}
