using Portal.Client.Contracts;
using Portal.Client.Instances;
using Quartz;

namespace Portal.Jobs.Schedules;

/// <summary>Schedules as Quartz keeps them: a job with one trigger for each, in a group of the instance's; disabled is paused.</summary>
internal sealed class ScheduleStore(ISchedulerFactory schedulers)
{
    public const string GroupPrefix = "instance ";
    public const string Instance = "instance";
    public const string Action = "action";
    private const string Cron = "cron";
    private const string By = "by";

    /// <summary>How late a time is still made up for.</summary>
    private static readonly TimeSpan _madeUpFor = TimeSpan.FromHours(1);

    public async Task<IReadOnlyList<InstanceSchedule>> ListAsync(string instanceId, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var found = await scheduler.QueryTriggers(
            new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(GroupOf(instanceId)), Take = PageRequest.MaxLimit }, cancellationToken);
        var schedules = new List<InstanceSchedule>();
        foreach (var header in found.Items)
        {
            if (await scheduler.GetTrigger(header.Key, cancellationToken) is ICronTrigger trigger)
                schedules.Add(ToView(trigger, header.State != TriggerState.Paused));
        }

        return schedules;
    }

    /// <summary>Makes or replaces it, in one transaction of Quartz.</summary>
    public async Task PutAsync(
        string instanceId, string scheduleId, ScheduledAction action, CronTimes times, TimeZoneInfo zone, bool enabled, string? by, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var data = new JobDataMap
        {
            [Instance] = instanceId, [Action] = WireName.Of(action), [Cron] = times.Text, [By] = by ?? "",
        };
        var job = JobBuilder.Create<InstanceScheduleJob>()
            .WithIdentity(scheduleId, GroupOf(instanceId))
            .WithDescription($"{action} instance {instanceId} {times.Words()} ({zone.Id})")
            .UsingJobData(data)
            .RequestRecovery()
            .Build();
        var trigger = TriggerBuilder.Create()
            .WithIdentity(scheduleId, GroupOf(instanceId))
            .UsingJobData(data)
            .WithMisfireThreshold(_madeUpFor)
            .WithCronSchedule(
                times.Expression.CronExpressionString, cron => cron.InTimeZone(zone).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing))
            .Build();
        await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true, Paused = !enabled }, cancellationToken);
    }

    public async Task<bool> DeleteAsync(string instanceId, string scheduleId, CancellationToken cancellationToken) =>
        await (await schedulers.GetScheduler(cancellationToken)).DeleteJob(new JobKey(scheduleId, GroupOf(instanceId)), cancellationToken);

    public async Task DeleteAllAsync(string instanceId, CancellationToken cancellationToken) =>
        await (await schedulers.GetScheduler(cancellationToken)).DeleteJobs(GroupMatcher<JobKey>.GroupEquals(GroupOf(instanceId)), cancellationToken);

    private static string GroupOf(string instanceId) => GroupPrefix + instanceId;

    private static InstanceSchedule ToView(ICronTrigger trigger, bool enabled)
    {
        var cron = trigger.JobDataMap.GetString(Cron) ?? "";
        return new InstanceSchedule(
            trigger.Key.Name,
            WireName.Parse<ScheduledAction>(trigger.JobDataMap.GetString(Action)) ?? ScheduledAction.Stop,
            cron,
            trigger.TimeZone.Id,
            enabled,
            CronTimes.TryParse(cron, out var times, out _) ? times.Words() : cron,
            enabled ? trigger.NextFireTimeUtc : null,
            trigger.PreviousFireTimeUtc,
            trigger.JobDataMap.GetString(By) is { Length: > 0 } by ? by : null);
    }
}
