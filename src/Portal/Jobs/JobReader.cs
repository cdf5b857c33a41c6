using Portal.Client.Jobs;
using Quartz;
using Quartz.Extensibility;

namespace Portal.Jobs;

/// <summary>Reads jobs, their triggers and their runs from Quartz.</summary>
internal sealed class JobReader(ISchedulerFactory schedulers, IExecutionHistoryStore history, JobActivity activity)
{
    private const int NextTimes = 5;
    private const int MaxTriggers = 100;

    /// <summary>A job's id, as <see cref="KeyOf"/> reads it.</summary>
    public static string IdOf(JobKey job) => $"{job.Group}.{job.Name}";

    public static JobKey? KeyOf(string id) => id.Split('.', 2) is [{ Length: > 0 } group, { Length: > 0 } name] ? new JobKey(name, group) : null;

    public static string IdOf(TriggerKey trigger) => $"{trigger.Group}.{trigger.Name}";

    public async Task<(IReadOnlyList<JobView> Jobs, bool HasMore)> ListAsync(int skip, int take, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var page = await scheduler.QueryJobs(new JobQuery { Skip = skip, Take = take }, cancellationToken);
        var jobs = new List<JobView>(page.Items.Count);
        foreach (var job in page.Items)
            jobs.Add(await ToViewAsync(scheduler, job.Key, job.Description, cancellationToken));
        return (jobs, page.HasMore);
    }

    public async Task<JobView?> ReadAsync(JobKey job, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return await scheduler.GetJobDetail(job, cancellationToken) is { } detail
            ? await ToViewAsync(scheduler, job, detail.Description, cancellationToken)
            : null;
    }

    public async Task<(IReadOnlyList<JobRun> Runs, bool HasMore)> RunsAsync(JobKey job, int skip, int take, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var page = await history.QueryExecutions(
            new ExecutionHistoryQuery { SchedulerName = scheduler.SchedulerName, Job = job, Skip = skip, Take = take }, cancellationToken);
        var runs = page.Items.Select(ToRun).ToList();

        // The last one may not be written yet.
        if (skip == 0 && activity.LastRun(job) is { } last && !runs.Exists(run => Same(run, last)))
            runs.Insert(0, last);
        return (runs, page.HasMore);
    }

    private async Task<JobView> ToViewAsync(IScheduler scheduler, JobKey job, string? description, CancellationToken cancellationToken)
    {
        var version = activity.NextVersion();
        var since = activity.RunningSince(job);
        var headers = await scheduler.QueryTriggers(new TriggerQuery { Job = job, Take = MaxTriggers }, cancellationToken);
        var shown = headers.Items.Where(header => !JobGateway.IsByHand(header.Key)).ToDictionary(header => header.Key);
        var triggers = shown.Count == 0 ? [] : await scheduler.GetTriggers([.. shown.Keys], cancellationToken);
        var status = await history.GetJobRunStatus(scheduler.SchedulerName, job, cancellationToken);
        var last = activity.LastRun(job);
        if (status is not null && !(last?.At >= status.LastFiredAtUtc))
        {
            last = new JobRun(
                status.LastEntryId ?? "",
                status.LastFiredAtUtc,
                status.LastDuration.TotalSeconds,
                (JobResult)status.LastResult,
                status.LastResult == JobRunResult.Failed ? status.LastFailureMessage : status.LastSummary,
                false);
        }

        return new JobView(
            IdOf(job),
            job.Name,
            job.Group,
            description,
            [.. triggers.OrderBy(t => t.Key.Name, StringComparer.Ordinal).Select(t => ToView(t, shown[t.Key].State))],
            since,
            last,
            last?.Result == JobResult.Failed ? Math.Max(1, status?.ConsecutiveFailures ?? 1) : 0,
            version);
    }

    private static TriggerView ToView(ITrigger trigger, TriggerState state)
    {
        var next = new List<DateTimeOffset>(NextTimes);
        for (var at = trigger.NextFireTimeUtc; at is not null && next.Count < NextTimes; at = trigger.GetFireTimeAfter(at))
            next.Add(at.Value);
        return new TriggerView(
            IdOf(trigger.Key), ScheduleWords.Of(trigger), (trigger as ICronTrigger)?.CronExpressionString, state == TriggerState.Paused, next);
    }

    private static JobRun ToRun(ExecutionHistoryEntry entry) => new(
        entry.EntryId ?? entry.FireInstanceId ?? "",
        entry.FiredAtUtc,
        entry.Duration.TotalSeconds,
        (JobResult)entry.EffectiveResult,
        entry.ExceptionMessage ?? entry.Summary,
        entry.Manual);

    private static bool Same(JobRun a, JobRun b) => a.At.ToUnixTimeMilliseconds() >= b.At.ToUnixTimeMilliseconds();
}
