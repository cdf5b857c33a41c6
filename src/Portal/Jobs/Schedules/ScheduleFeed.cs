using Portal.Client.Instances;
using Portal.Live;

namespace Portal.Jobs.Schedules;

/// <summary>The schedules of an instance as viewers get them. The version is that of the read: what was read later is newer.</summary>
internal sealed class ScheduleFeed(ScheduleStore store, LiveFeed feed, TimeProvider time)
{
    private long _version;

    public async Task<InstanceSchedules> ReadAsync(string instanceId, CancellationToken cancellationToken)
    {
        var version = NextVersion();
        return new InstanceSchedules(instanceId, version, await store.ListAsync(instanceId, cancellationToken));
    }

    public async Task<InstanceSchedules> PublishAsync(string instanceId, CancellationToken cancellationToken)
    {
        var schedules = await ReadAsync(instanceId, cancellationToken);
        feed.Publish(schedules);
        return schedules;
    }

    /// <summary>Grows also over a restart.</summary>
    private long NextVersion()
    {
        while (true)
        {
            var last = Volatile.Read(ref _version);
            var next = Math.Max(last + 1, time.GetUtcNow().ToUnixTimeMilliseconds());
            if (Interlocked.CompareExchange(ref _version, next, last) == last)
                return next;
        }
    }
}
