using Messaging;
using Portal.Client.Topics;

namespace Portal.Operations.Topics.Webhooks;

/// <summary>Webhooks as they are shown.</summary>
internal sealed class WebhookViews(WebhookBook book, IBroker broker, TimeProvider time)
{
    /// <summary>Null for a subscription that is no webhook.</summary>
    public WebhookView? Of(string topic, string name)
    {
        if (book.Find(topic, name) is not { } webhook)
            return null;
        var health = book.HealthOf(topic, name);
        var state = webhook.Disabled is not null ? WebhookState.Disabled
            : broker.Statistics(webhook.Queue)?.Paused == true ? WebhookState.Paused
            : health.IsOpen ? WebhookState.Failing
            : WebhookState.Active;
        return new WebhookView(
            webhook.Url, webhook.Format, state, webhook.Disabled, webhook.PreviousUntil > time.GetUtcNow() ? webhook.PreviousUntil : null, health.Last);
    }

    /// <summary>Those that nothing is brought to now: the broker does not have them as subscriptions.</summary>
    public IEnumerable<SubscriptionView> Disabled(string topic) => book.All
        .Where(webhook => webhook.Topic == topic && webhook is { Disabled: not null, IsLeaving: false })
        .Select(webhook => new SubscriptionView(webhook.Name, webhook.Queue, webhook.Types, webhook.Headers, false, Of(topic, webhook.Name)));
}
