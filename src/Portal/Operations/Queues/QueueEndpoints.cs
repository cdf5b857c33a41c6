using System.Globalization;
using Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Queues;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Operations.Queues;

/// <summary>Queues for programs: their figures and options, and sending.</summary>
internal static class QueueEndpoints
{
    private const double MaxRequestSeconds = 120;

    public static void MapQueues(this IEndpointRouteBuilder routes)
    {
        var queues = routes.MapGroup("/api/queues").WithTags("Queues");
        queues.MapGet("", List).WithName("ListQueues").WithSummary("All queues with their options and figures.");
        queues.MapGet("{queue}", Get).WithName("GetQueue").WithSummary("One queue.");
        queues.MapPut("{queue}", PutAsync).WithName("PutQueue").WithSummary("Creates a queue or changes its options.")
            .RequireAbility(Ability.OperateQueues);
        queues.MapDelete("{queue}", DeleteAsync).WithName("DeleteQueue").WithSummary("Deletes a queue that no service of the portal consumes.")
            .RequireAbility(Ability.Destroy);
        queues.MapPost("{queue}/messages", SendAsync).WithName("SendMessage").WithSummary("Sends any body; answers once it is durable.")
            .RequireAbility(Ability.SendMessages);
        queues.MapGet("{queue}/messages", BrowseAsync).WithName("BrowseMessages").WithSummary("Looks at messages without taking them.");
        queues.MapGet("{queue}/messages/{sequence:long}", LookAsync).WithName("LookAtMessage").WithSummary("One message with headers and body, without taking it.");
        queues.MapPost("{queue}/requests", RequestAsync).WithName("SendRequest").WithSummary("Sends a request and waits for the reply.")
            .RequireAbility(Ability.SendMessages).EndsWithSession();
        queues.MapPost("{queue}/purge", PurgeAsync).WithName("PurgeQueue").WithSummary("Deletes every ready and scheduled message.")
            .RequireAbility(Ability.Destroy);
        queues.MapPost("{queue}/pause", PauseAsync).WithName("PauseQueue").WithSummary("Hands out no message until resumed.")
            .RequireAbility(Ability.OperateQueues);
        queues.MapPost("{queue}/resume", ResumeAsync).WithName("ResumeQueue").WithSummary("Ends a pause.")
            .RequireAbility(Ability.OperateQueues);
    }

    private static Ok<Page<QueueView>> List(IQueueGateway queues) => TypedResults.Ok(new Page<QueueView>(queues.List(), null));

    private static Results<Ok<QueueView>, ProblemHttpResult> Get(string queue, IQueueGateway queues) =>
        queues.Find(queue) is { } found ? TypedResults.Ok(found) : Problem.NotFound("queue", queue).ToResult();

    private static async Task<Results<Ok<QueueView>, Created<QueueView>, ProblemHttpResult>> PutAsync(
        string queue, PutQueue? request, IQueueGateway queues, CancellationToken cancellationToken)
    {
        var outcome = await queues.PutAsync(queue, request ?? new PutQueue(), cancellationToken);
        if (!outcome.Succeeded)
            return outcome.Problem.ToResult();
        return outcome.Value.Created
            ? TypedResults.Created("/api/queues/" + queue, outcome.Value.Queue)
            : TypedResults.Ok(outcome.Value.Queue);
    }

    private static async Task<Results<Ok, ProblemHttpResult>> DeleteAsync(
        string queue, IQueueGateway queues, CancellationToken cancellationToken)
    {
        var outcome = await queues.DeleteAsync(queue, cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok() : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<BrowsePage>, ProblemHttpResult>> BrowseAsync(
        string queue, long? after, int? limit, IQueueMessageGateway messages, CancellationToken cancellationToken)
    {
        var outcome = await messages.BrowseAsync(queue, after ?? 0, limit ?? PageRequest.DefaultLimit, cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<BrowsedContent>, ProblemHttpResult>> LookAsync(
        string queue, long sequence, IQueueMessageGateway messages, CancellationToken cancellationToken)
    {
        var outcome = await messages.FindAsync(queue, sequence, cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Accepted<SentMessage>, ProblemHttpResult>> SendAsync(
        string queue, HttpRequest request, HttpResponse response, IBroker broker, TimeProvider time, CancellationToken cancellationToken)
    {
        if (broker.Statistics(queue) is null)
            return Problem.NotFound("queue", queue).ToResult();
        var incoming = await IncomingMessage.ReadAsync(request, time, cancellationToken);
        if (!incoming.Succeeded)
            return incoming.Problem.ToResult();
        try
        {
            var (message, delay) = incoming.Value;
            DateTimeOffset? due = delay > TimeSpan.Zero ? time.GetUtcNow() + delay : null;
            await broker.PublishAsync([new OutgoingMessage(Destination.Queue(queue), message, due)], cancellationToken: cancellationToken);
            return TypedResults.Accepted((string?)null, new SentMessage(message.Id));
        }
        catch (BrokerException e)
        {
            if (e is QueueFullException)
                response.Headers.RetryAfter = "1";
            return BrokerProblems.Of(e).ToResult();
        }
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> RequestAsync(
        string queue,
        double? timeout,
        HttpRequest request,
        HttpResponse response,
        IBroker broker,
        IMessageBus bus,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (broker.Statistics(queue) is null)
            return Problem.NotFound("queue", queue).ToResult();
        if (timeout is not (null or (> 0 and <= MaxRequestSeconds)))
            return Problem.Invalid("timeout", string.Create(CultureInfo.InvariantCulture, $"must be over 0 and at most {MaxRequestSeconds} seconds")).ToResult();
        var incoming = await IncomingMessage.ReadAsync(request, time, cancellationToken);
        if (!incoming.Succeeded)
            return incoming.Problem.ToResult();
        try
        {
            var reply = await bus.RequestAsync(queue, incoming.Value.Message, TimeSpan.FromSeconds(timeout ?? 30), cancellationToken);
            response.Headers["Message-Id"] = reply.Id;
            response.Headers["Message-Type"] = reply.Type;
            return TypedResults.File(reply.Body.ToArray(), reply.ContentType);
        }
        catch (RequestTimeoutException e)
        {
            return new Problem(504, "No reply in time", e.Message).ToResult();
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e).ToResult();
        }
    }

    private static async Task<Results<Ok<PurgeResult>, ProblemHttpResult>> PurgeAsync(
        string queue, IQueueGateway queues, CancellationToken cancellationToken)
    {
        var outcome = await queues.PurgeAsync(queue, cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PauseAsync(
        string queue, IQueueGateway queues, CancellationToken cancellationToken) =>
        ToNoContent(await queues.PauseAsync(queue, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> ResumeAsync(
        string queue, IQueueGateway queues, CancellationToken cancellationToken) =>
        ToNoContent(await queues.ResumeAsync(queue, cancellationToken));

    private static Results<NoContent, ProblemHttpResult> ToNoContent(Outcome<QueueView> outcome) =>
        outcome.Succeeded ? TypedResults.NoContent() : outcome.Problem.ToResult();
}
