using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Messages;
using Portal.Client.Orders;
using Portal.Http;

namespace Portal.Journeys;

internal static class JourneyEndpoints
{
    public static void MapJourneys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/orders/{id}/journey", GetJourneyAsync).WithTags("Orders").WithName("GetJourney")
            .WithSummary("The messages an order caused, in causal order, with every attempt.");
        var messages = routes.MapGroup("/api/messages").WithTags("Messages");
        messages.MapGet("", ListAsync).WithName("ListMessages").WithSummary("Messages to which something happened, newest first.");
        messages.MapGet("{id}", GetAsync).WithName("GetMessage").WithSummary("A message's journal: every attempt, by whom, what it caused.");
    }

    private static async Task<Results<Ok<JourneyView>, ProblemHttpResult>> GetJourneyAsync(
        string id, IOrderGateway orders, IMessageGateway messages, CancellationToken cancellationToken) =>
        await orders.FindAsync(id, cancellationToken) is null
            ? Problem.NotFound("order", id).ToResult()
            : TypedResults.Ok(await messages.JourneyAsync(id, cancellationToken));

    private static async Task<Results<Ok<Page<MessageRow>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery page,
        [Description("Only of this type.")] string? type,
        [Description("Only to which something happened at this time or later.")] DateTimeOffset? from,
        [Description("Only to which something happened before this time.")] DateTimeOffset? to,
        [Description("Only of this conversation.")] string? correlation,
        IMessageGateway messages,
        CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        var outcome = await messages.ListAsync(new MessageQuery(type, from, to, correlation), page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<MessageDetail>, ProblemHttpResult>> GetAsync(
        string id, IMessageGateway messages, CancellationToken cancellationToken) =>
        await messages.FindAsync(id, cancellationToken) is { } message
            ? TypedResults.Ok(message)
            : Problem.NotFound("message", id).ToResult();
}
