using System.Globalization;
using Portal.Client.Contracts;
using Portal.Client.Jobs;
using Portal.Http;
using Quartz;

namespace Portal.Jobs;

internal sealed class JobGateway(ISchedulerFactory schedulers, JobReader reader, JobActivity activity) : IJobGateway
{
    /// <summary>Whether Quartz has made the trigger for a run by hand: it says so by the name alone.</summary>
    public static bool IsByHand(TriggerKey trigger) => trigger.Name.StartsWith("MT_", StringComparison.Ordinal);

    public async Task<Outcome<Page<JobView>>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        if (!TrySkip(page, out var skip))
            return Cursor.Malformed;
        var (jobs, more) = await reader.ListAsync(skip, page.Limit, cancellationToken);
        return new Page<JobView>(jobs, more ? Next(skip + jobs.Count) : null);
    }

    public async Task<JobView?> FindAsync(string id, CancellationToken cancellationToken) =>
        JobReader.KeyOf(id) is { } job ? await reader.ReadAsync(job, cancellationToken) : null;

    public async Task<Outcome<Page<JobRun>>> RunsAsync(string id, PageRequest page, CancellationToken cancellationToken)
    {
        if (!TrySkip(page, out var skip))
            return Cursor.Malformed;
        if (JobReader.KeyOf(id) is not { } job || await reader.ReadAsync(job, cancellationToken) is null)
            return Problem.NotFound("job", id);
        var (runs, more) = await reader.RunsAsync(job, skip, page.Limit, cancellationToken);
        return new Page<JobRun>(runs, more ? Next(skip + page.Limit) : null);
    }

    public Task<Outcome<JobView>> RunAsync(string id, CancellationToken cancellationToken) => WithJobAsync(
        id,
        async (scheduler, job) =>
        {
            if (activity.RunningSince(job) is not null)
                return Problem.Conflict("The job is running", $"Job '{id}' is running now. Run it again when it has ended.");
            await scheduler.TriggerJob(job, cancellationToken: cancellationToken);
            return null;
        },
        cancellationToken);

    public Task<Outcome<JobView>> PauseAsync(string id, string trigger, CancellationToken cancellationToken) =>
        TurnAsync(id, trigger, (scheduler, key) => scheduler.PauseTrigger(key, cancellationToken), cancellationToken);

    public Task<Outcome<JobView>> ResumeAsync(string id, string trigger, CancellationToken cancellationToken) =>
        TurnAsync(id, trigger, (scheduler, key) => scheduler.ResumeTrigger(key, cancellationToken), cancellationToken);

    private Task<Outcome<JobView>> TurnAsync(
        string id, string trigger, Func<IScheduler, TriggerKey, ValueTask<bool>> turn, CancellationToken cancellationToken) => WithJobAsync(
            id,
            async (scheduler, job) =>
            {
                var found = await scheduler.QueryTriggers(new TriggerQuery { Job = job, Take = PageRequest.MaxLimit }, cancellationToken);
                if (found.Items.FirstOrDefault(header => JobReader.IdOf(header.Key) == trigger) is not { } known)
                    return Problem.NotFound("trigger", trigger);
                await turn(scheduler, known.Key);
                return null;
            },
            cancellationToken);

    private async Task<Outcome<JobView>> WithJobAsync(
        string id, Func<IScheduler, JobKey, Task<Problem?>> change, CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        if (JobReader.KeyOf(id) is not { } job || !await scheduler.Exists(job, cancellationToken))
            return Problem.NotFound("job", id);
        if (await change(scheduler, job) is { } problem)
            return problem;
        _ = activity.TellAsync(job);
        return await reader.ReadAsync(job, cancellationToken) is { } view ? view : Problem.NotFound("job", id);
    }

    // Quartz pages by number. There are as many jobs as people have made schedules.
    private static bool TrySkip(PageRequest page, out int skip)
    {
        skip = 0;
        return page.After is null
            || (Cursor.TryParse(page.After, out var cursor) && int.TryParse(cursor.Id, NumberStyles.None, CultureInfo.InvariantCulture, out skip));
    }

    private static string Next(int skip) => new Cursor(0, skip.ToString(CultureInfo.InvariantCulture)).ToString();
}
