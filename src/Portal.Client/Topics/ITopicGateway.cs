using System.Security.Claims;
using Portal.Client.Contracts;
using Portal.Client.Live;
using Portal.Client.Queues;
using Portal.Client.Security;

namespace Portal.Client.Topics;

/// <summary>Topics, as pages and REST use them.</summary>
public interface ITopicGateway
{
    [Reads]
    IReadOnlyList<TopicView> List();

    [Reads]
    TopicView? Find(string name);

    /// <summary>Creates the topic unless it exists.</summary>
    [Needs(Ability.OperateQueues)]
    Task<Outcome<PutTopicResult>> PutAsync(string name, CancellationToken cancellationToken);

    /// <summary>Answers once the event is durable in every queue that wants it.</summary>
    [Needs(Ability.SendMessages)]
    Task<Outcome<PublishedMessage>> PublishAsync(string name, SendMessage message, CancellationToken cancellationToken);

    /// <summary>Creates or replaces a subscription. 409 for one that a service of the portal needs.</summary>
    [Needs(Ability.OperateQueues)]
    Task<Outcome<TopicView>> SubscribeAsync(string topic, string subscription, PutSubscription request, CancellationToken cancellationToken);

    /// <summary>Deletes a subscription; what it has brought into its queue stays there. 409 for one that a service needs.</summary>
    [Needs(Ability.OperateQueues)]
    Task<Outcome<TopicView>> UnsubscribeAsync(string topic, string subscription, CancellationToken cancellationToken);
}

/// <summary>A topic: events that come to it go into the queues of the subscriptions that want them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Subscriptions">By name.</param>
/// <param name="Published">Events since the portal was started.</param>
/// <param name="Unwanted">Those that no subscription wanted.</param>
/// <param name="UnwantedTypes">The same by type.</param>
/// <param name="PublishedPerSecond">In the last second.</param>
/// <param name="Version">Grows with every sample.</param>
public sealed record TopicView(
    string Name,
    IReadOnlyList<SubscriptionView> Subscriptions,
    long Published,
    long Unwanted,
    IReadOnlyDictionary<string, long> UnwantedTypes,
    double PublishedPerSecond,
    long Version) : ILiveEntity
{
    string ILiveEntity.Id => Name;

    /// <summary>As this person, or program, may see it; see <see cref="WebhookWords.AddressFor"/>.</summary>
    public TopicView SeenBy(ClaimsPrincipal? person) => Subscriptions.All(subscription => subscription.Webhook is null) ? this : this with
    {
        Subscriptions =
        [
            .. Subscriptions.Select(subscription => subscription.Webhook is { } webhook
                ? subscription with { Webhook = webhook with { Url = WebhookWords.AddressFor(person, webhook.Url) } }
                : subscription),
        ],
    };
}

/// <param name="Name">Unique in its topic.</param>
/// <param name="Queue">The queue that gets a copy of each matching event.</param>
/// <param name="Types">Only these types; a <c>*</c> at the end stands for all that begin so. Empty for all.</param>
/// <param name="Headers">Only events with all these headers; a <c>*</c> as above. Empty for all.</param>
/// <param name="BelongsToService">A service of the portal needs it and declares it at each start.</param>
/// <param name="Webhook">The address its events are sent to, or null when somebody takes them from the queue.</param>
public sealed record SubscriptionView(
    string Name, string Queue, IReadOnlyList<string> Types, IReadOnlyDictionary<string, string> Headers, bool BelongsToService, WebhookView? Webhook = null);

/// <param name="Queue">The queue that gets a copy of each matching event.</param>
/// <param name="Types">Only these types, at most 100; null or empty for all.</param>
/// <param name="Headers">Only events with all these headers, at most 20; null or empty for all.</param>
/// <param name="Webhook">An address that each matching event is sent to, instead of a queue.</param>
public sealed record PutSubscription(
    string? Queue = null, IReadOnlyList<string>? Types = null, IReadOnlyDictionary<string, string>? Headers = null, PutWebhook? Webhook = null);

/// <param name="Topic">The topic as it is now.</param>
/// <param name="Created">Whether it was made just now.</param>
public sealed record PutTopicResult(TopicView Topic, bool Created);

/// <param name="Id">The event's id.</param>
/// <param name="DeliveredTo">How many queues got it.</param>
public sealed record PublishedMessage(string Id, int DeliveredTo);
