namespace Portal.Data;

/// <summary>
/// Versions of what is shown and not stored. Each is higher than the one before, also over a restart of the portal: who kept one from
/// before it would ignore all later news otherwise. They are times, in microseconds: nothing takes as many a second.
/// </summary>
internal sealed class VersionClock(TimeProvider time)
{
    private long _last;

    public long Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(last + 1, (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return next;
        }
    }
}
