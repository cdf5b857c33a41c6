using Portal.Client.Instances;
using Portal.Data;
using Portal.Live;

namespace Portal.Jobs.Schedules;

/// <summary>The schedules of an instance as viewers get them. The version is that of the read: what was read later is newer.</summary>
internal sealed class ScheduleFeed(ScheduleStore store, LiveFeed feed, TimeProvider time)
{
    private readonly VersionClock _versions = new(time);

    public async Task<InstanceSchedules> ReadAsync(string instanceId, CancellationToken cancellationToken)
    {
        var version = _versions.Next();
        return new InstanceSchedules(instanceId, version, await store.ListAsync(instanceId, cancellationToken));
    }

    public async Task<InstanceSchedules> PublishAsync(string instanceId, CancellationToken cancellationToken)
    {
        var schedules = await ReadAsync(instanceId, cancellationToken);
        feed.Publish(schedules);
        return schedules;
    }
}
