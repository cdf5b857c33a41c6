using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Instances;

/// <param name="Action">What it asks for.</param>
/// <param name="Cron">Five fields, as in a crontab.</param>
/// <param name="TimeZone">An IANA name; null for UTC.</param>
/// <param name="Enabled">Null for true.</param>
public sealed record PutSchedule(ScheduledAction? Action, string? Cron, string? TimeZone = null, bool? Enabled = null);

/// <param name="Words">The times in words.</param>
/// <param name="Next">The next five of them.</param>
public sealed record SchedulePreview(string Words, IReadOnlyList<DateTimeOffset> Next);

/// <param name="Schedule">As it is now.</param>
/// <param name="Created">Whether there was none of this id before.</param>
public sealed record PutScheduleResult(InstanceSchedule Schedule, bool Created);

/// <summary>
/// Schedules of instances. They are stored, and survive a restart. A time that passed while the portal did not run is made up for when it
/// is not an hour ago yet; what is older is left out.
/// </summary>
public interface IScheduleGateway
{
    /// <summary>The names of all time zones this machine knows.</summary>
    [Reads]
    IReadOnlyList<string> TimeZones { get; }

    /// <summary>The schedules of the instance; 404 when there is no such instance.</summary>
    [Reads]
    Task<Outcome<InstanceSchedules>> ListAsync(string instanceId, CancellationToken cancellationToken);

    /// <summary>Makes or replaces it. 409 for a terminated instance, and for more than 20 of one instance.</summary>
    [Needs(Ability.OperateInstances)]
    [Audited("instance.put-schedule")]
    Task<Outcome<PutScheduleResult>> PutAsync(
        string instanceId, string scheduleId, PutSchedule request, string? by, CancellationToken cancellationToken);

    /// <summary>Removes it; the schedules that are left are the answer.</summary>
    [Needs(Ability.OperateInstances)]
    [Audited("instance.delete-schedule")]
    Task<Outcome<InstanceSchedules>> DeleteAsync(string instanceId, string scheduleId, CancellationToken cancellationToken);

    /// <summary>What these times mean, or the words about what is wrong with them.</summary>
    [Reads]
    Outcome<SchedulePreview> Preview(string? cron, string? timeZone);
}
