using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Contracts;
using Portal.Client.Instances;
using Portal.Client.Security;
using Portal.Http;
using Portal.Http.Idempotency;
using Portal.Http.Waiting;

namespace Portal.Compute.Instances;

/// <summary>Instances over REST.</summary>
internal static class InstanceEndpoints
{
    public static RouteGroupBuilder MapInstances(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/instances").WithTags("Instances");
        group.MapGet("", ListAsync).WithName("ListInstances")
            .WithSummary("Instances, newest first unless 'sort' says otherwise")
            .WithDescription("Terminated ones stay in the list for an hour. Filters: 'text' (a part of the name, or the beginning of the id), 'state'.")
            .ProducesProblem(400);
        group.MapPost("", LaunchAsync).WithName("LaunchInstance").RequireAbility(Ability.OperateInstances).Idempotent().Waits()
            .WithSummary("Launches an instance").WithDescription("What it runs is a name from the allow-list.")
            .ProducesProblem(400);
        group.MapGet("{id}", FindAsync).WithName("GetInstance").Waits().WithSummary("One instance").ProducesProblem(404);
        group.MapPost("{id}/stop", StopAsync).WithName("StopInstance").RequireAbility(Ability.OperateInstances).Idempotent().Waits()
            .WithSummary("Stops an instance")
            .WithDescription("SIGTERM, a grace period, then SIGKILL; with force SIGKILL at once, also while it is stopping already.")
            .ProducesProblem(404).ProducesProblem(409);
        group.MapPost("{id}/start", StartAsync).WithName("StartInstance").RequireAbility(Ability.OperateInstances).Idempotent().Waits()
            .WithSummary("Starts a stopped instance").ProducesProblem(404).ProducesProblem(409);
        group.MapPost("{id}/reboot", RebootAsync).WithName("RebootInstance").RequireAbility(Ability.OperateInstances).Idempotent().Waits()
            .WithSummary("Stops and starts an instance, which stays running meanwhile").ProducesProblem(404).ProducesProblem(409);
        group.MapPost("{id}/terminate", TerminateAsync).WithName("TerminateInstance").RequireAbility(Ability.OperateInstances).Idempotent().Waits()
            .WithSummary("Ends an instance for good, with all it keeps").ProducesProblem(404).ProducesProblem(409);
        group.MapPut("{id}/protection", ProtectAsync).WithName("ProtectInstance").RequireAbility(Ability.OperateInstances)
            .WithSummary("Protects an instance against stop, reboot and terminate, or no longer")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("{id}/history", HistoryAsync).WithName("GetInstanceHistory")
            .WithSummary("What happened to an instance, newest first: what, when, who").ProducesProblem(400).ProducesProblem(404);
        group.MapGet("{id}/log", InstanceLogEndpoint.DownloadAsync).WithName("GetInstanceLog")
            .WithSummary("What the instance printed, as a file").Produces(200, contentType: "text/plain").ProducesProblem(404);
        return group;
    }

    private static async Task<Results<Ok<Page<InstanceView>>, ProblemHttpResult>> ListAsync(
        [AsParameters] InstanceListQuery query, [AsParameters] PageQuery page, IInstanceGateway gateway, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem || !query.TryRead(out var filter, out problem))
            return problem.ToResult();
        var outcome = await gateway.ListAsync(filter, page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<InstanceView>, Accepted<InstanceView>, ProblemHttpResult>> LaunchAsync(
        LaunchInstance request, HttpContext http, Settling settling, IInstanceGateway gateway, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await AnswerAsync(http, settling, gateway, await gateway.LaunchAsync(request, user.Identity?.Name, cancellationToken));

    private static async Task<Results<Ok<InstanceView>, ProblemHttpResult>> FindAsync(
        string id, HttpContext http, Settling settling, IInstanceGateway gateway, CancellationToken cancellationToken) =>
        await gateway.FindAsync(id, cancellationToken) is { } instance
            ? TypedResults.Ok(await settling.UntilAsync(http, instance, IsSettled, token => gateway.FindAsync(id, token)))
            : InstanceRefusals.NotFound(id).ToResult();

    private static async Task<Results<Ok<Page<InstanceEvent>>, ProblemHttpResult>> HistoryAsync(
        string id, [AsParameters] PageQuery page, IInstanceGateway gateway, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        if (await gateway.FindAsync(id, cancellationToken) is null)
            return InstanceRefusals.NotFound(id).ToResult();
        var outcome = await gateway.HistoryAsync(id, page.ToRequest(), cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<InstanceView>, Accepted<InstanceView>, ProblemHttpResult>> StopAsync(
        string id, StopRequest? request, HttpContext http, Settling settling, IInstanceGateway gateway, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await AnswerAsync(
            http, settling, gateway, await gateway.RequestAsync(id, InstanceAction.Stop, request?.Force ?? false, user.Identity?.Name, cancellationToken));

    private static Task<Results<Ok<InstanceView>, Accepted<InstanceView>, ProblemHttpResult>> StartAsync(
        string id, HttpContext http, Settling settling, IInstanceGateway gateway, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        RequestAsync(http, settling, gateway, id, InstanceAction.Start, user, cancellationToken);

    private static Task<Results<Ok<InstanceView>, Accepted<InstanceView>, ProblemHttpResult>> RebootAsync(
        string id, HttpContext http, Settling settling, IInstanceGateway gateway, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        RequestAsync(http, settling, gateway, id, InstanceAction.Reboot, user, cancellationToken);

    private static Task<Results<Ok<InstanceView>, Accepted<InstanceView>, ProblemHttpResult>> TerminateAsync(
        string id, HttpContext http, Settling settling, IInstanceGateway gateway, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        RequestAsync(http, settling, gateway, id, InstanceAction.Terminate, user, cancellationToken);

    private static async Task<Results<Ok<InstanceView>, ProblemHttpResult>> ProtectAsync(
        string id, ProtectionRequest request, IInstanceGateway gateway, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (request.IsProtected is not { } isProtected)
            return Problem.Invalid("protected", "is required").ToResult();
        var outcome = await gateway.ProtectAsync(id, isProtected, user.Identity?.Name, cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<InstanceView>, Accepted<InstanceView>, ProblemHttpResult>> RequestAsync(
        HttpContext http,
        Settling settling,
        IInstanceGateway gateway,
        string id,
        InstanceAction action,
        ClaimsPrincipal user,
        CancellationToken cancellationToken) => await AnswerAsync(
            http, settling, gateway, await gateway.RequestAsync(id, action, force: false, user.Identity?.Name, cancellationToken));

    private static Task<Results<Ok<InstanceView>, Accepted<InstanceView>, ProblemHttpResult>> AnswerAsync(
        HttpContext http, Settling settling, IInstanceGateway gateway, Outcome<InstanceView> outcome) => settling.AnswerAsync(
            http,
            outcome,
            instance => "/api/instances/" + instance.Id,

            // One that is rebooted stays running: only the next version says that it was.
            instance => IsSettled(instance) && instance.Version > (outcome.Value?.Version ?? 0),
            gateway.FindAsync);

    private static bool IsSettled(InstanceView instance) => instance.State is InstanceState.Running or InstanceState.Stopped or InstanceState.Terminated;
}
