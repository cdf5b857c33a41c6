using System.Text;
using Messaging;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Client.Topics;
using Portal.Operations.Topics.Webhooks.Guarding;
using Portal.Operations.Topics.Webhooks.Signing;

namespace Portal.Operations.Topics.Webhooks;

internal sealed class WebhookGateway(
    WebhookBook book, WebhookHost host, TopicGateway topics, IBroker broker, IOptions<WebhookOptions> options, TimeProvider time) : IWebhookGateway
{
    public const string PingType = "portal.ping";

    private static readonly TimeSpan _oldSecretFor = TimeSpan.FromDays(1);

    public async Task<Outcome<WebhookResult>> PutAsync(string topic, string subscription, PutSubscription request, CancellationToken cancellationToken)
    {
        var queue = Webhook.QueueOf(topic, subscription);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!EntityName.IsValid(topic))
            errors["topic"] = [$"must be 1 to {EntityName.MaxLength} of A-Z a-z 0-9 . - _"];
        if (!EntityName.IsValid(subscription))
            errors["subscription"] = [$"must be 1 to {EntityName.MaxLength} of A-Z a-z 0-9 . - _"];
        else if (!EntityName.IsValid(queue) && !errors.ContainsKey("topic"))
            errors["subscription"] = [$"is too long: its queue '{queue}' would have a name of more than {EntityName.MaxLength} characters"];
        if (request.Queue is not null)
            errors["queue"] = ["must not be given: a webhook has a queue of its own"];
        if (WebhookAddress.Problem(request.Webhook?.Url, options.Value) is { } wrong)
            errors["webhook.url"] = [wrong];
        if (request.Webhook?.Secret is { } given && WebhookSecret.Bytes(given) is null)
            errors["webhook.secret"] = [$"must be {WebhookSecret.Prefix} and 24 to 64 bytes in base64"];
        Filter(topic, subscription, queue, request, errors);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        return await book.AloneAsync<Outcome<WebhookResult>>(topic, subscription, async () =>
        {
            var known = book.Find(topic, subscription);
            if (known is null && broker.Subscriptions.Any(s => s.Topic == topic && s.Name == subscription && s.Queue != queue))
                return Problem.Conflict("The subscription is no webhook", $"Subscription '{subscription}' of topic '{topic}' brings events into a queue. Delete it first.");
            var secret = request.Webhook!.Secret ?? (known is null ? WebhookSecret.New() : null);
            var webhook = new Webhook
            {
                Topic = topic,
                Name = subscription,
                Url = new Uri(request.Webhook.Url!).AbsoluteUri,
                Format = request.Webhook.Format ?? WebhookFormat.AsPublished,
                Types = request.Types ?? [],
                Headers = request.Headers ?? new Dictionary<string, string>(),
                Secret = secret is null ? known!.Secret : book.Protect(secret),
                Previous = known?.Previous,
                PreviousUntil = known?.PreviousUntil,
            };
            return await ApplyAsync(webhook, secret, cancellationToken);
        });
    }

    public Task<Outcome<TopicView>> DeleteAsync(string topic, string subscription, CancellationToken cancellationToken) =>
        ChangeAsync(topic, subscription, async webhook =>
        {
            // Marked first: what is not done when the portal ends here is done by the next start.
            var leaving = webhook with { IsLeaving = true };
            await book.PutAsync(leaving, cancellationToken);
            await host.ApplyAsync(leaving, CancellationToken.None);
        });

    public async Task<Outcome<WebhookResult>> RotateAsync(string topic, string subscription, CancellationToken cancellationToken) =>
        book.Find(topic, subscription) is null ? Missing(subscription) : await book.AloneAsync<Outcome<WebhookResult>>(topic, subscription, async () =>
        {
            if (book.Find(topic, subscription) is not { } webhook)
                return Missing(subscription);
            var secret = WebhookSecret.New();
            return await ApplyAsync(
                webhook with { Secret = book.Protect(secret), Previous = webhook.Secret, PreviousUntil = time.GetUtcNow() + _oldSecretFor }, secret, cancellationToken);
        });

    public async Task<Outcome<PublishedMessage>> TestAsync(string topic, string subscription, CancellationToken cancellationToken)
    {
        if (book.Find(topic, subscription) is not { } webhook)
            return Missing(subscription);
        if (webhook.Disabled is { } reason)
            return Problem.Conflict("The webhook is disabled", reason + " Resume it first.");
        var ping = new Message(PingType, Encoding.UTF8.GetBytes("{}"));
        try
        {
            await broker.PublishAsync([new OutgoingMessage(Destination.Queue(webhook.Queue), ping)], cancellationToken: cancellationToken);
            return new PublishedMessage(ping.Id, 1);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    public Task<Outcome<TopicView>> PauseAsync(string topic, string subscription, CancellationToken cancellationToken) =>
        ChangeAsync(topic, subscription, webhook => broker.PauseAsync(webhook.Queue, cancellationToken));

    public Task<Outcome<TopicView>> ResumeAsync(string topic, string subscription, CancellationToken cancellationToken) =>
        ChangeAsync(topic, subscription, async webhook =>
        {
            book.HealthOf(topic, subscription).Reset();
            var enabled = webhook with { Disabled = null };
            await book.PutAsync(enabled, cancellationToken);
            await host.ApplyAsync(enabled, CancellationToken.None);
            await broker.ResumeAsync(webhook.Queue, cancellationToken);
        });

    public Outcome<Page<WebhookAttempt>> Deliveries(string topic, string subscription) => book.Find(topic, subscription) is null
        ? Missing(subscription)
        : new Page<WebhookAttempt>(book.HealthOf(topic, subscription).Attempts, null);

    private async Task<Outcome<WebhookResult>> ApplyAsync(Webhook webhook, string? secret, CancellationToken cancellationToken)
    {
        try
        {
            await book.PutAsync(webhook, cancellationToken);
            book.HealthOf(webhook.Topic, webhook.Name).Reset();
            await host.ApplyAsync(webhook, CancellationToken.None);
            return new WebhookResult(topics.Find(webhook.Topic)!, secret);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    private async Task<Outcome<TopicView>> ChangeAsync(string topic, string subscription, Func<Webhook, Task> change) =>
        book.Find(topic, subscription) is null ? Missing(subscription) : await book.AloneAsync<Outcome<TopicView>>(topic, subscription, async () =>
        {
            if (book.Find(topic, subscription) is not { } webhook)
                return Missing(subscription);
            try
            {
                await change(webhook);
                return topics.Find(topic) is { } view ? view : Problem.NotFound("topic", topic);
            }
            catch (BrokerException e)
            {
                return BrokerProblems.Of(e);
            }
        });

    private static void Filter(string topic, string subscription, string queue, PutSubscription request, Dictionary<string, string[]> errors)
    {
        if (errors.Count > 0)
            return;
        try
        {
            new Subscription(topic, subscription, queue, request.Types, request.Headers).Validate();
        }
        catch (ArgumentException e)
        {
            errors[e.ParamName == nameof(Subscription.Headers) ? "headers" : "types"] = [e.Message.Split(" (Parameter", 2)[0]];
        }
    }

    private static Problem Missing(string subscription) => Problem.NotFound("webhook", subscription);
}
