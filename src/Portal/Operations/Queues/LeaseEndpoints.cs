using Messaging;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Operations.Queues;

/// <summary>Receiving and settling for programs.</summary>
internal static class LeaseEndpoints
{
    private const double MaxWaitSeconds = 60;
    private const double MaxLeaseSeconds = 43_200;
    private const double MaxDelaySeconds = 31_536_000;

    public static void MapLeases(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/queues/{queue}/receive", ReceiveAsync).WithTags("Queues").WithName("ReceiveMessages")
            .WithSummary("Takes messages under a lease; waits for the first.").RequireAbility(Ability.ReceiveMessages).EndsWithSession();
        var leases = routes.MapGroup("/api/leases/{token}").WithTags("Leases").RequireAbility(Ability.ReceiveMessages);
        leases.MapPost("ack", AcknowledgeAsync).WithName("Acknowledge").WithSummary("Handled: the message is deleted.");
        leases.MapPost("nack", RetryAsync).WithName("NegativeAcknowledge").WithSummary("Not handled: deliver it again.");
        leases.MapPost("renew", Renew).WithName("RenewLease").WithSummary("Makes the lease end later.");
        leases.MapPost("dead-letter", DeadLetterAsync).WithName("DeadLetter").WithSummary("Never to be handled: a dead letter.");
    }

    private static async Task<Results<Ok<IReadOnlyList<ReceivedMessage>>, NoContent, ProblemHttpResult>> ReceiveAsync(
        string queue, int? max, double? wait, double? lease, IBroker broker, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (max is < 1 or > 1000)
            errors["max"] = ["must be 1 to 1000"];
        if (wait is not (null or (>= 0 and <= MaxWaitSeconds)))
            errors["wait"] = [$"must be 0 to {MaxWaitSeconds} seconds"];
        if (lease is not (null or (>= 1 and <= MaxLeaseSeconds)))
            errors["lease"] = [$"must be 1 to {MaxLeaseSeconds} seconds"];
        if (errors.Count > 0)
            return Problem.Invalid(errors).ToResult();
        try
        {
            // A caller that hangs up while messages are on their way to it gets them again when the lease ends.
            var deliveries = await broker.ReceiveAsync(
                queue,
                max ?? 1,
                TimeSpan.FromSeconds(wait ?? 0),
                lease is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                cancellationToken);
            return deliveries.Count == 0
                ? TypedResults.NoContent()
                : TypedResults.Ok<IReadOnlyList<ReceivedMessage>>([.. deliveries.Select(ReceivedMessage.Of)]);
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e).ToResult();
        }
    }

    private static Task<Results<NoContent, ProblemHttpResult>> AcknowledgeAsync(
        string token, IBroker broker, CancellationToken cancellationToken) =>
        SettleAsync(() => broker.AcknowledgeAsync(token, cancellationToken));

    private static Task<Results<NoContent, ProblemHttpResult>> RetryAsync(
        string token, NackRequest? request, IBroker broker, CancellationToken cancellationToken)
    {
        var delay = request?.Delay ?? 0;
        return delay is >= 0 and <= MaxDelaySeconds
            ? SettleAsync(() => broker.RetryAsync(token, TimeSpan.FromSeconds(delay), cancellationToken: cancellationToken))
            : Refuse(Problem.Invalid("delay", $"must be 0 to {MaxDelaySeconds} seconds"));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> Renew(string token, RenewRequest? request, IBroker broker)
    {
        var lease = request?.Lease ?? 30;
        if (lease is not (>= 1 and <= MaxLeaseSeconds))
            return Refuse(Problem.Invalid("lease", $"must be 1 to {MaxLeaseSeconds} seconds"));
        return SettleAsync(() =>
        {
            broker.Renew(token, TimeSpan.FromSeconds(lease));
            return Task.CompletedTask;
        });
    }

    private static Task<Results<NoContent, ProblemHttpResult>> DeadLetterAsync(
        string token, DeadLetterRequest? request, IBroker broker, CancellationToken cancellationToken)
    {
        var reason = request?.Reason;
        return reason is { Length: > 0 and <= 200 }
            ? SettleAsync(() => broker.DeadLetterAsync(token, new Failure(reason), cancellationToken))
            : Refuse(Problem.Invalid("reason", "must be 1 to 200 characters"));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SettleAsync(Func<Task> settle)
    {
        try
        {
            await settle();
            return TypedResults.NoContent();
        }
        catch (BrokerException e)
        {
            return BrokerProblems.Of(e).ToResult();
        }
    }

    private static Task<Results<NoContent, ProblemHttpResult>> Refuse(Problem problem) =>
        Task.FromResult<Results<NoContent, ProblemHttpResult>>(problem.ToResult());
}
