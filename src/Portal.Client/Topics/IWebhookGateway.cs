using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Topics;

/// <summary>Subscriptions whose events are sent to an address, signed as Standard Webhooks says.</summary>
public interface IWebhookGateway
{
    /// <summary>
    /// Creates the webhook, or changes it. Only <see cref="PutSubscription.Webhook"/>, <see cref="PutSubscription.Types"/> and
    /// <see cref="PutSubscription.Headers"/> count; the queue is its own.
    /// </summary>
    [Needs(Ability.OperateQueues)]
    [Audited("topic.put-webhook")]
    Task<Outcome<WebhookResult>> PutAsync(string topic, string subscription, PutSubscription request, CancellationToken cancellationToken);

    /// <summary>Deletes the webhook and its queue, with the events that wait there.</summary>
    [Needs(Ability.OperateQueues)]
    [Audited("topic.delete-webhook")]
    Task<Outcome<TopicView>> DeleteAsync(string topic, string subscription, CancellationToken cancellationToken);

    /// <summary>Makes a new secret. The old one signs, too, for a day.</summary>
    [Needs(Ability.OperateQueues)]
    [Audited("topic.rotate-webhook-secret")]
    Task<Outcome<WebhookResult>> RotateAsync(string topic, string subscription, CancellationToken cancellationToken);

    /// <summary>Sends an event of type <c>portal.ping</c> the way all others go; what came of it is among the attempts.</summary>
    [Needs(Ability.OperateQueues)]
    [Audited("topic.test-webhook")]
    Task<Outcome<PublishedMessage>> TestAsync(string topic, string subscription, CancellationToken cancellationToken);

    /// <summary>Sends nothing until resumed; events wait in the queue.</summary>
    [Needs(Ability.OperateQueues)]
    [Audited("topic.pause-webhook")]
    Task<Outcome<TopicView>> PauseAsync(string topic, string subscription, CancellationToken cancellationToken);

    /// <summary>Ends a pause, and enables it again where the endpoint had said that it was gone.</summary>
    [Needs(Ability.OperateQueues)]
    [Audited("topic.resume-webhook")]
    Task<Outcome<TopicView>> ResumeAsync(string topic, string subscription, CancellationToken cancellationToken);

    /// <summary>The last attempts since the portal was started, newest first, at most 50.</summary>
    [Reads]
    Outcome<Page<WebhookAttempt>> Deliveries(string topic, string subscription);
}
