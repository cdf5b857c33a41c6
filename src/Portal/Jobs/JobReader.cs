using Portal.Client.Jobs;
using Quartz;
using Quartz.Extensibility;

namespace Portal.Jobs;

/// <summary>Reads jobs, their triggers and their runs from Quartz.</summary>
internal sealed class JobReader(ISchedulerFactory schedulers, IExecutionHistoryStore history, JobActivity activity)
{
    private const int NextTimes = 5;
    private const int MaxTriggers = 1000;

    /// <summary>A job's id, as <see cref="KeyOf"/> reads it.</summary>
    public static string IdOf(JobKey job) => $"{job.Group}.{job.Name}";

    public static JobKey? KeyOf(string id) => id.Split('.', 2) is [{ Length: > 0 } group, { Length: > 0 } name] ? new JobKey(name, group) : null;

    public static string IdOf(TriggerKey trigger) => $"{trigger.Group}.{trigger.Name}";

    public async Task<(IReadOnlyList<JobView> Jobs, bool HasMore)> ListAsync(int skip, int take, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var page = await scheduler.QueryJobs(new JobQuery { Skip = skip, Take = take }, cancellationToken);
        return (await ToViewsAsync(scheduler, [.. page.Items.Select(job => (job.Key, job.Description))], cancellationToken), page.HasMore);
    }

    public async Task<JobView?> ReadAsync(JobKey job, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return await scheduler.GetJobDetail(job, cancellationToken) is { } detail
            ? (await ToViewsAsync(scheduler, [(job, detail.Description)], cancellationToken))[0]
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

    /// <summary>All together: a question to Quartz for each job would take a second for a page of 500.</summary>
    private async Task<IReadOnlyList<JobView>> ToViewsAsync(
        IScheduler scheduler, IReadOnlyList<(JobKey Key, string? Description)> jobs, CancellationToken cancellationToken)
    {
        var version = activity.NextVersion();
        var running = jobs.ToDictionary(job => job.Key, job => activity.RunningSince(job.Key));
        var states = await TriggersAsync(scheduler, running.Keys, cancellationToken);
        var triggers = states.Count == 0 ? [] : await scheduler.GetTriggers([.. states.Keys], cancellationToken);
        var triggersOf = triggers.OrderBy(t => t.Key.Name, StringComparer.Ordinal).ToLookup(t => t.JobKey, t => ToView(t, states[t.Key]));
        var statuses = await history.QueryJobRunStatuses(
            new JobRunStatusQuery { SchedulerName = scheduler.SchedulerName, Jobs = [.. running.Keys], Take = jobs.Count }, cancellationToken);
        var statusOf = statuses.Items.ToDictionary(status => status.Job);
        return [.. jobs.Select(job => ToView(job.Key, job.Description, [.. triggersOf[job.Key]], running[job.Key], statusOf.GetValueOrDefault(job.Key), version))];
    }

    /// <summary>The triggers of jobs with their states. A trigger is in the group of its job: there are fewer groups than jobs.</summary>
    private static async Task<Dictionary<TriggerKey, TriggerState>> TriggersAsync(
        IScheduler scheduler, IReadOnlyCollection<JobKey> jobs, CancellationToken cancellationToken)
    {
        var states = new Dictionary<TriggerKey, TriggerState>();
        foreach (var group in jobs.GroupBy(job => job.Group))
        {
            var query = new TriggerQuery { Take = MaxTriggers };
            query = group.Count() == 1 ? query with { Job = group.Single() } : query with { Group = GroupMatcher<TriggerKey>.GroupEquals(group.Key) };
            var wanted = group.ToHashSet();
            foreach (var header in (await scheduler.QueryTriggers(query, cancellationToken)).Items)
            {
                if (wanted.Contains(header.JobKey) && !JobGateway.IsByHand(header.Key))
                    states[header.Key] = header.State;
            }
        }

        return states;
    }

    private JobView ToView(
        JobKey job, string? description, IReadOnlyList<TriggerView> triggers, DateTimeOffset? runningSince, JobRunStatus? status, long version)
    {
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
            triggers,
            runningSince,
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
