using System.Text.Json.Serialization;
using Portal.Client.Live;

namespace Portal.Client.Instances;

/// <summary>Starts or stops an instance at times that come again.</summary>
/// <param name="Id">Its id, unique for the instance.</param>
/// <param name="Action">What it asks for.</param>
/// <param name="Cron">The times, as in a crontab: minute, hour, day of the month, month, day of the week.</param>
/// <param name="TimeZone">The time zone of these times, by its IANA name.</param>
/// <param name="Enabled">Whether it does anything.</param>
/// <param name="Words">The times in words.</param>
/// <param name="NextAt">When it does so next; null when disabled, or never.</param>
/// <param name="LastAt">When it last did, or null.</param>
/// <param name="By">Who made or last changed it.</param>
public sealed record InstanceSchedule(
    string Id,
    ScheduledAction Action,
    string Cron,
    string TimeZone,
    bool Enabled,
    string Words,
    DateTimeOffset? NextAt,
    DateTimeOffset? LastAt,
    string? By);

/// <summary>All schedules of one instance, for viewers.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Version">Grows with every change of any of them.</param>
/// <param name="Items">The schedules, by id.</param>
public sealed record InstanceSchedules(string Id, long Version, IReadOnlyList<InstanceSchedule> Items) : ILiveEntity;

[JsonConverter(typeof(JsonStringEnumConverter<ScheduledAction>))]
public enum ScheduledAction
{
    [JsonStringEnumMemberName("stop")] Stop,
    [JsonStringEnumMemberName("start")] Start,
}
