using Messaging;
using Portal.Client.Contracts;
using Portal.Client.Queues;
using Portal.Client.Topics;
using Portal.Operations.Queues;
using Portal.Operations.Topics.Webhooks;

namespace Portal.Operations.Topics;

internal sealed class TopicGateway(IBroker broker, TopicSampler sampler, MessageSerializers serializers, WebhookBook webhooks, TimeProvider time) : ITopicGateway
{
    public IReadOnlyList<TopicView> List()
    {
        var subscriptions = broker.Subscriptions;
        return [.. broker.Topics().Select(topic => sampler.View(topic, subscriptions))];
    }

    public TopicView? Find(string name) =>
        broker.Topics().FirstOrDefault(topic => topic.Topic == name) is { } found ? sampler.View(found, broker.Subscriptions) : null;

    public async Task<Outcome<PutTopicResult>> PutAsync(string name, CancellationToken cancellationToken)
    {
        if (!EntityName.IsValid(name))
            return Problem.Invalid("topic", $"must be 1 to {EntityName.MaxLength} of A-Z a-z 0-9 . - _");
        try
        {
            var created = await broker.DeclareTopicAsync(name, cancellationToken);
            return new PutTopicResult(Find(name)!, created);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    public async Task<Outcome<PublishedMessage>> PublishAsync(string name, SendMessage message, CancellationToken cancellationToken)
    {
        if (Find(name) is null)
            return Problem.NotFound("topic", name);
        var written = WrittenMessage.Read(message, serializers, time);
        return written.Succeeded
            ? await PublishAsync(name, written.Value.Message, written.Value.DueAt, cancellationToken)
            : written.Problem;
    }

    /// <summary>An event as it is.</summary>
    public async Task<Outcome<PublishedMessage>> PublishAsync(string name, Message message, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        try
        {
            var reached = await broker.PublishAsync([new OutgoingMessage(Destination.Topic(name), message, due)], cancellationToken: cancellationToken);
            return new PublishedMessage(message.Id, reached[0]);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    public async Task<Outcome<TopicView>> SubscribeAsync(
        string topic, string subscription, PutSubscription request, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!EntityName.IsValid(topic))
            errors["topic"] = [$"must be 1 to {EntityName.MaxLength} of A-Z a-z 0-9 . - _"];
        if (!EntityName.IsValid(subscription))
            errors["subscription"] = [$"must be 1 to {EntityName.MaxLength} of A-Z a-z 0-9 . - _"];
        if (request.Queue is null || broker.Statistics(request.Queue) is null)
            errors["queue"] = [request.Queue is null ? "must name a queue" : $"there is no queue '{request.Queue}'"];
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        if (Own(topic, subscription) is { } refusal)
            return refusal;
        var wanted = new Subscription(topic, subscription, request.Queue!, request.Types, request.Headers);
        try
        {
            wanted.Validate();
            await broker.SubscribeAsync(wanted, cancellationToken);
            return Find(topic)!;
        }
        catch (ArgumentException e)
        {
            return Problem.Invalid(e.ParamName == nameof(Subscription.Headers) ? "headers" : "types", e.Message.Split(" (Parameter", 2)[0]);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    public async Task<Outcome<TopicView>> UnsubscribeAsync(string topic, string subscription, CancellationToken cancellationToken)
    {
        if (Own(topic, subscription) is { } refusal)
            return refusal;
        try
        {
            return await broker.UnsubscribeAsync(topic, subscription, cancellationToken)
                ? Find(topic)!
                : Problem.NotFound("subscription", subscription);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e);
        }
    }

    /// <summary>What a service needs would be back at the next start, and events be missed until then.</summary>
    private Problem? Own(string topic, string name) =>
        broker.Subscriptions.Any(s => s.Topic == topic && s.Name == name && sampler.BelongsToService(s.Name, s.Queue))
            ? Problem.Conflict("The subscription is in use", $"Subscription '{name}' of topic '{topic}' belongs to a service of the portal.")
            : webhooks.Find(topic, name) is not null
                ? Problem.Conflict("The subscription is a webhook", $"Subscription '{name}' of topic '{topic}' sends its events to an address. Delete the webhook first.")
                : null;
}
