using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Client.Topics;
using Portal.Http;

namespace Portal.Operations.Topics.Webhooks;

/// <summary>What there is to do with a webhook besides making and deleting it, which is done as with any subscription.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this RouteGroupBuilder topics)
    {
        var webhook = topics.MapGroup("{topic}/subscriptions/{subscription}");
        webhook.MapPost("rotate-secret", RotateAsync).WithName("RotateWebhookSecret").RequireAbility(Ability.OperateQueues)
            .WithSummary("Makes a new secret, shown this once; the old one signs, too, for a day.");
        webhook.MapPost("test", TestAsync).WithName("TestWebhook").RequireAbility(Ability.OperateQueues).WithSummary("Sends an event of type portal.ping to it alone.");
        webhook.MapPost("pause", PauseAsync).WithName("PauseWebhook").RequireAbility(Ability.OperateQueues).WithSummary("Sends nothing until resumed; events wait.");
        webhook.MapPost("resume", ResumeAsync).WithName("ResumeWebhook").RequireAbility(Ability.OperateQueues).WithSummary("Ends a pause, or enables it again.");
        webhook.MapGet("deliveries", Deliveries).WithName("ListWebhookDeliveries").WithSummary("The last attempts since the portal was started, newest first.");
    }

    private static async Task<Results<Ok<WebhookResult>, ProblemHttpResult>> RotateAsync(
        string topic, string subscription, HttpResponse response, IWebhookGateway webhooks, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        return Answer(await webhooks.RotateAsync(topic, subscription, cancellationToken));
    }

    private static async Task<Results<Accepted<PublishedMessage>, ProblemHttpResult>> TestAsync(
        string topic, string subscription, IWebhookGateway webhooks, CancellationToken cancellationToken)
    {
        var outcome = await webhooks.TestAsync(topic, subscription, cancellationToken);
        return outcome.Succeeded
            ? TypedResults.Accepted($"/api/topics/{topic}/subscriptions/{subscription}/deliveries", outcome.Value)
            : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<TopicView>, ProblemHttpResult>> PauseAsync(
        string topic, string subscription, IWebhookGateway webhooks, CancellationToken cancellationToken) =>
        Answer(await webhooks.PauseAsync(topic, subscription, cancellationToken));

    private static async Task<Results<Ok<TopicView>, ProblemHttpResult>> ResumeAsync(
        string topic, string subscription, IWebhookGateway webhooks, CancellationToken cancellationToken) =>
        Answer(await webhooks.ResumeAsync(topic, subscription, cancellationToken));

    private static Results<Ok<Page<WebhookAttempt>>, ProblemHttpResult> Deliveries(string topic, string subscription, IWebhookGateway webhooks) =>
        Answer(webhooks.Deliveries(topic, subscription));

    private static Results<Ok<T>, ProblemHttpResult> Answer<T>(Outcome<T> outcome)
        where T : class => outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
}
