using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Client.Topics;
using Portal.Http;
using Portal.Http.Idempotency;
using Portal.Operations.CloudEvents;
using Portal.Operations.Queues;
using Portal.Operations.Topics.Webhooks;

namespace Portal.Operations.Topics;

/// <summary>Topics for programs.</summary>
internal static class TopicEndpoints
{
    public static void MapTopics(this IEndpointRouteBuilder routes)
    {
        var topics = routes.MapGroup("/api/topics").WithTags("Topics");
        topics.MapGet("", List).WithName("ListTopics").WithSummary("All topics with their subscriptions and counts.");
        topics.MapGet("{topic}", Get).WithName("GetTopic").WithSummary("One topic.");
        topics.MapPut("{topic}", PutAsync).WithName("PutTopic").WithSummary("Creates a topic unless it exists.")
            .RequireAbility(Ability.OperateQueues);
        topics.MapPost("{topic}/messages", PublishAsync).WithName("PublishMessage").WithSummary("Publishes an event; answers once it is durable in every queue that wants it.")
            .RequireAbility(Ability.SendMessages).Idempotent(headersCount: true);
        topics.MapPut("{topic}/subscriptions/{subscription}", SubscribeAsync).WithName("PutSubscription").WithSummary("Creates or replaces a subscription.")
            .RequireAbility(Ability.OperateQueues);
        topics.MapDelete("{topic}/subscriptions/{subscription}", UnsubscribeAsync).WithName("DeleteSubscription").WithSummary("Deletes a subscription; what it brought stays in its queue.")
            .RequireAbility(Ability.OperateQueues);
        topics.MapWebhooks();
    }

    private static Ok<Page<TopicView>> List(ITopicGateway topics, ClaimsPrincipal caller) => TypedResults.Ok(new Page<TopicView>([.. topics.List().Select(topic => topic.SeenBy(caller))], null));

    private static Results<Ok<TopicView>, ProblemHttpResult> Get(string topic, ITopicGateway topics, ClaimsPrincipal caller) =>
        topics.Find(topic) is { } found ? TypedResults.Ok(found.SeenBy(caller)) : Problem.NotFound("topic", topic).ToResult();

    private static async Task<Results<Ok<TopicView>, Created<TopicView>, ProblemHttpResult>> PutAsync(
        string topic, ITopicGateway topics, CancellationToken cancellationToken)
    {
        var outcome = await topics.PutAsync(topic, cancellationToken);
        if (!outcome.Succeeded)
            return outcome.Problem.ToResult();
        return outcome.Value.Created
            ? TypedResults.Created("/api/topics/" + topic, outcome.Value.Topic)
            : TypedResults.Ok(outcome.Value.Topic);
    }

    private static async Task<Results<Accepted<PublishedMessage>, Accepted<PublishedBatch>, ProblemHttpResult>> PublishAsync(
        string topic, HttpRequest request, HttpResponse response, TopicGateway topics, TimeProvider time, CancellationToken cancellationToken)
    {
        if (topics.Find(topic) is null)
            return Problem.NotFound("topic", topic).ToResult();
        if (CloudEventReader.ModeOf(request) is CloudEventMode.Batched)
            return await PublishBatchAsync(topic, request, response, topics, time, cancellationToken);
        var incoming = await IncomingMessage.ReadAsync(request, time, cancellationToken);
        if (!incoming.Succeeded)
            return incoming.Problem.ToResult();
        var (message, delay) = incoming.Value;
        DateTimeOffset? due = delay > TimeSpan.Zero ? time.GetUtcNow() + delay : null;
        var outcome = await topics.PublishAsync(topic, message, due, cancellationToken);
        if (outcome.Succeeded)
            return TypedResults.Accepted((string?)null, outcome.Value);
        return Refused(outcome.Problem, response);
    }

    private static async Task<Results<Accepted<PublishedMessage>, Accepted<PublishedBatch>, ProblemHttpResult>> PublishBatchAsync(
        string topic, HttpRequest request, HttpResponse response, TopicGateway topics, TimeProvider time, CancellationToken cancellationToken)
    {
        var incoming = await IncomingMessage.ReadEventsAsync(CloudEventMode.Batched, request, time, cancellationToken);
        if (!incoming.Succeeded)
            return incoming.Problem.ToResult();
        var delay = incoming.Value[0].Delay;
        DateTimeOffset? due = delay > TimeSpan.Zero ? time.GetUtcNow() + delay : null;
        var outcome = await topics.PublishAsync(topic, incoming.Value.ConvertAll(one => one.Message), due, cancellationToken);
        return outcome.Succeeded ? TypedResults.Accepted((string?)null, outcome.Value) : Refused(outcome.Problem, response);
    }

    private static ProblemHttpResult Refused(Problem problem, HttpResponse response)
    {
        if (problem.Status == StatusCodes.Status429TooManyRequests)
            response.Headers.RetryAfter = "1";
        return problem.ToResult();
    }

    private static async Task<Results<Ok<TopicView>, Ok<WebhookResult>, ProblemHttpResult>> SubscribeAsync(
        string topic, string subscription, PutSubscription? request, HttpResponse response, ITopicGateway topics, IWebhookGateway webhooks, CancellationToken cancellationToken)
    {
        if (request?.Webhook is null)
        {
            var subscribed = await topics.SubscribeAsync(topic, subscription, request ?? new PutSubscription(), cancellationToken);
            return subscribed.Succeeded ? TypedResults.Ok(subscribed.Value) : subscribed.Problem.ToResult();
        }

        response.Headers.CacheControl = "no-store"; // there may be a secret in it
        var made = await webhooks.PutAsync(topic, subscription, request, cancellationToken);
        return made.Succeeded ? TypedResults.Ok(made.Value) : made.Problem.ToResult();
    }

    private static async Task<Results<Ok<TopicView>, ProblemHttpResult>> UnsubscribeAsync(
        string topic, string subscription, ITopicGateway topics, IWebhookGateway webhooks, CancellationToken cancellationToken) =>
        ToResult(webhooks.Deliveries(topic, subscription).Succeeded
            ? await webhooks.DeleteAsync(topic, subscription, cancellationToken)
            : await topics.UnsubscribeAsync(topic, subscription, cancellationToken));

    private static Results<Ok<TopicView>, ProblemHttpResult> ToResult(Outcome<TopicView> outcome) =>
        outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
}
