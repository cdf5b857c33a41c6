using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Instances;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Jobs.Schedules;

/// <summary>Schedules over REST.</summary>
internal static class ScheduleEndpoints
{
    public static RouteGroupBuilder MapSchedules(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/instances/{id}/schedules").WithTags("Instances");
        group.MapGet("", ListAsync).WithName("ListSchedules").WithSummary("When an instance is started and stopped by the clock").ProducesProblem(404);
        group.MapPut("{schedule}", PutAsync).WithName("PutSchedule")
            .WithSummary("Makes or replaces a schedule")
            .WithDescription("'cron' has five fields as in a crontab: minute, hour, day of the month, month, day of the week; 'timeZone' is an IANA name. "
                + "A time that passed while the portal did not run is made up for within the hour, what is older is left out.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequireAbility(Ability.OperateInstances);
        group.MapDelete("{schedule}", DeleteAsync).WithName("DeleteSchedule").WithSummary("Removes a schedule").ProducesProblem(404)
            .RequireAbility(Ability.OperateInstances);
        return group;
    }

    private static async Task<Results<Ok<IReadOnlyList<InstanceSchedule>>, ProblemHttpResult>> ListAsync(
        string id, IScheduleGateway gateway, CancellationToken cancellationToken)
    {
        var outcome = await gateway.ListAsync(id, cancellationToken);
        return outcome.Succeeded ? TypedResults.Ok(outcome.Value.Items) : outcome.Problem.ToResult();
    }

    private static async Task<Results<Ok<InstanceSchedule>, Created<InstanceSchedule>, ProblemHttpResult>> PutAsync(
        string id, string schedule, PutSchedule request, IScheduleGateway gateway, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var outcome = await gateway.PutAsync(id, schedule, request, user.Identity?.Name, cancellationToken);
        if (!outcome.Succeeded)
            return outcome.Problem.ToResult();
        return outcome.Value.Created
            ? TypedResults.Created($"/api/instances/{id}/schedules/{schedule}", outcome.Value.Schedule)
            : TypedResults.Ok(outcome.Value.Schedule);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, string schedule, IScheduleGateway gateway, CancellationToken cancellationToken)
    {
        var outcome = await gateway.DeleteAsync(id, schedule, cancellationToken);
        return outcome.Succeeded ? TypedResults.NoContent() : outcome.Problem.ToResult();
    }
}
