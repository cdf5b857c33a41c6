using System.Text.Json.Serialization;
using Portal.Client.Live;

namespace Portal.Client.Jobs;

/// <summary>Work that is done at a time, not because of a message.</summary>
/// <param name="Id">Its group and name, with a dot between.</param>
/// <param name="Name">Its name.</param>
/// <param name="Group">What it belongs to.</param>
/// <param name="Description">What it does, or null.</param>
/// <param name="Triggers">When it is run; none for one that is only run by hand.</param>
/// <param name="RunningSince">When the present run began, or null.</param>
/// <param name="LastRun">The last run that ended, or null.</param>
/// <param name="FailuresInARow">How many of the last runs failed.</param>
/// <param name="Version">Grows with every change.</param>
public sealed record JobView(
    string Id,
    string Name,
    string Group,
    string? Description,
    IReadOnlyList<TriggerView> Triggers,
    DateTimeOffset? RunningSince,
    JobRun? LastRun,
    int FailuresInARow,
    long Version) : ILiveEntity
{
    /// <summary>When it is run next, or null.</summary>
    public DateTimeOffset? Next => Triggers.Where(trigger => !trigger.Paused).SelectMany(trigger => trigger.Next.Take(1)).Order().Cast<DateTimeOffset?>().FirstOrDefault();
}

/// <param name="Id">Its group and name, with a dot between.</param>
/// <param name="Schedule">The schedule in words: <c>Every day at 03:30 UTC</c>.</param>
/// <param name="Cron">The cron expression, when it is one.</param>
/// <param name="Paused">It does not run the job until it is resumed.</param>
/// <param name="Next">The next five times, soonest first; as they would be, where it is paused.</param>
public sealed record TriggerView(string Id, string Schedule, string? Cron, bool Paused, IReadOnlyList<DateTimeOffset> Next);

/// <param name="Id">Its id.</param>
/// <param name="At">When it began.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Words">What it says of itself, or why it failed; or null.</param>
/// <param name="Manual">A person ran it.</param>
public sealed record JobRun(string Id, DateTimeOffset At, double Seconds, JobResult Result, string? Words, bool Manual);

[JsonConverter(typeof(JsonStringEnumConverter<JobResult>))]
public enum JobResult
{
    [JsonStringEnumMemberName("succeeded")] Succeeded,
    [JsonStringEnumMemberName("failed")] Failed,
    [JsonStringEnumMemberName("cancelled")] Cancelled,
    [JsonStringEnumMemberName("skipped")] Skipped,
}
