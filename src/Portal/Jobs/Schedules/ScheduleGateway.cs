using System.Text.RegularExpressions;
using Portal.Client.Contracts;
using Portal.Client.Instances;
using Portal.Compute.Instances;

namespace Portal.Jobs.Schedules;

internal sealed partial class ScheduleGateway(
    ScheduleStore store, ScheduleFeed feed, InstanceGateway instances, TimeProvider time) : IScheduleGateway
{
    private const int MaxOfOneInstance = 20;
    private const int Previewed = 5;

    public IReadOnlyList<string> TimeZones { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Append("UTC").Distinct().Order(StringComparer.Ordinal)];

    public async Task<Outcome<InstanceSchedules>> ListAsync(string instanceId, CancellationToken cancellationToken) =>
        await instances.FindAsync(instanceId, cancellationToken) is null
            ? Problem.NotFound("instance", instanceId)
            : await feed.ReadAsync(instanceId, cancellationToken);

    public async Task<Outcome<PutScheduleResult>> PutAsync(
        string instanceId, string scheduleId, PutSchedule request, string? by, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!Id().IsMatch(scheduleId))
            errors["id"] = ["must be 1 to 63 letters, digits and hyphens"];
        if (request.Action is not { } action || !Enum.IsDefined(action))
            errors["action"] = ["must be start or stop"];
        Check(request.Cron, request.TimeZone, errors, out var times, out var zone);
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        if (await instances.FindAsync(instanceId, cancellationToken) is not { } instance)
            return Problem.NotFound("instance", instanceId);
        if (instance.State is InstanceState.Terminated or InstanceState.ShuttingDown)
            return Problem.Conflict("The instance is terminated", $"Instance '{instanceId}' ({instance.Name}) is gone: there is nothing to start or stop.");
        var before = await store.ListAsync(instanceId, cancellationToken);
        var exists = before.Any(s => s.Id == scheduleId);
        if (!exists && before.Count >= MaxOfOneInstance)
            return Problem.Conflict("There are too many schedules", $"An instance has at most {MaxOfOneInstance}; delete one first.");

        await store.PutAsync(instanceId, scheduleId, request.Action!.Value, times!, zone!, request.Enabled ?? true, by, cancellationToken);
        var now = await feed.PublishAsync(instanceId, cancellationToken);
        return new PutScheduleResult(now.Items.Single(s => s.Id == scheduleId), !exists);
    }

    public async Task<Outcome<InstanceSchedules>> DeleteAsync(string instanceId, string scheduleId, CancellationToken cancellationToken) =>
        await store.DeleteAsync(instanceId, scheduleId, cancellationToken)
            ? await feed.PublishAsync(instanceId, cancellationToken)
            : Problem.NotFound("schedule", scheduleId);

    public Outcome<SchedulePreview> Preview(string? cron, string? timeZone)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Check(cron, timeZone, errors, out var times, out var zone);
        return errors.Count > 0
            ? Problem.Invalid(errors)
            : new SchedulePreview(times!.Words(), times.Next(zone!, time.GetUtcNow(), Previewed));
    }

    private static void Check(string? cron, string? timeZone, Dictionary<string, string[]> errors, out CronTimes? times, out TimeZoneInfo? zone)
    {
        if (!CronTimes.TryParse(cron, out times, out var wrong))
            errors["cron"] = [wrong];
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(string.IsNullOrWhiteSpace(timeZone) ? "UTC" : timeZone.Trim(), out zone))
            errors["timeZone"] = [$"There is no time zone '{timeZone}'; examples are Europe/Berlin and UTC."];
    }

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,63}\z")]
    private static partial Regex Id();
}
