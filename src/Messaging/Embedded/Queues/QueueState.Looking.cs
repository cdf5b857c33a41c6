namespace Messaging.Embedded;

/// <summary>What people look at.</summary>
internal sealed partial class QueueState
{
    /// <summary>What is under lease, the longest held first.</summary>
    public IReadOnlyList<LeasedMessage> Leased(int max)
    {
        Entry[] leased;
        lock (_lock)
            leased = [.. _window.Leased];

        // Outside of the lock: a line or two of an entry that is settled meanwhile may be of a moment later.
        var (now, at) = (_host.Time.GetUtcNow(), _host.Time.GetTimestamp());
        return
        [
            .. leased.OrderBy(entry => entry.LeasedAt).Take(max).Select(entry => new LeasedMessage(
                entry.Sequence,
                entry.Message.Id,
                entry.Message.Type,
                entry.Attempts + 1,
                entry.Attempts + 1 - entry.AllowanceFrom,
                now - _host.Time.GetElapsedTime(entry.LeasedAt, at),
                now + _host.Time.GetElapsedTime(at, entry.LeaseEnds))),
        ];
    }
}
