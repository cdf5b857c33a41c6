using System.Collections.Concurrent;
using Portal.Client.Jobs;
using Portal.Data;
using Portal.Live;
using Quartz;

namespace Portal.Jobs;

/// <summary>
/// Knows which jobs run in this process and how their last runs ended, and tells viewers. Quartz's history has the same, but
/// later: it is written behind.
/// </summary>
internal sealed partial class JobActivity(LiveFeed feed, IServiceProvider services, TimeProvider time, ILogger<JobActivity> logger) : IJobListener
{
    private readonly ConcurrentDictionary<JobKey, DateTimeOffset> _running = new();
    private readonly ConcurrentDictionary<JobKey, JobRun> _last = new();
    private readonly VersionClock _versions = new(time);

    public string Name => nameof(JobActivity);

    public DateTimeOffset? RunningSince(JobKey job) => _running.TryGetValue(job, out var since) ? since : null;

    public JobRun? LastRun(JobKey job) => _last.GetValueOrDefault(job);

    /// <summary>What was read after this was asked for is at least as new.</summary>
    public long NextVersion() => _versions.Next();

    /// <summary>Tells viewers how the job is now.</summary>
    public async Task TellAsync(JobKey job)
    {
        if (!feed.HasViewers<JobView>())
            return;
        try
        {
            // Not in the constructor: the scheduler that the reader needs is being built with this as a part of it.
            if (await services.GetRequiredService<JobReader>().ReadAsync(job, CancellationToken.None) is { } view)
                feed.Publish(view);
        }
        catch (Exception e)
        {
            NotTold(logger, e, job); // a viewer's loss, not the job's
        }
    }

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        _running[context.JobDetail.Key] = context.FireTimeUtc;
        _ = TellAsync(context.JobDetail.Key);
        return ValueTask.CompletedTask;
    }

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask JobWasExecuted(IJobExecutionContext context, JobExecutionException? jobException, CancellationToken cancellationToken = default)
    {
        var job = context.JobDetail.Key;
        _running.TryRemove(job, out _);
        _last[job] = new JobRun(
            context.FireInstanceId,
            context.FireTimeUtc,
            context.JobRunTime.TotalSeconds,
            context.Outcome == ExecutionOutcome.Cancelled ? JobResult.Cancelled : jobException is null ? JobResult.Succeeded : JobResult.Failed,
            (jobException?.InnerException ?? jobException)?.Message ?? context.Result as string,
            JobGateway.IsByHand(context.Trigger.Key));
        _ = TellAsync(job);
        return ValueTask.CompletedTask;
    }

    public ValueTask JobProgressChanged(
        IJobExecutionContext context, Quartz.Extensibility.FireInstanceProgress progress, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    [LoggerMessage(210, LogLevel.Warning, "Viewers could not be told of job {Job}")]
    private static partial void NotTold(ILogger logger, Exception exception, JobKey job);
}
