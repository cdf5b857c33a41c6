using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Messaging.Embedded;

/// <summary>What any thread may do: take, renew, and reserve for settling.</summary>
internal sealed partial class QueueState
{
    /// <summary>The most messages that are asked for at once.</summary>
    private const int MaxTaken = 1000;

    private readonly List<Entry> _expired = [];
    private readonly List<Entry> _taken = [];
    private readonly List<int> _endedLines = [];
    private Dictionary<long, int> _suspects = [];
    private long _nextExpiry = long.MaxValue;
    private ITimer? _rateTimer;

    public bool HasSuspects
    {
        get
        {
            lock (_lock)
                return _window.HasSuspects;
        }
    }

    /// <summary>Takes what there is; when that is nothing, <paramref name="waiter"/> is set and will be completed with the next.</summary>
    public IReadOnlyList<Delivery> Take(int max, TimeSpan lease, bool wait, out LinkedListNode<ReceiveWaiter>? waiter)
    {
        lock (_lock)
        {
            // The caller may have found the queue just before it was closed; nobody would ever wake it.
            if (_closed is not null)
                throw _closed;
            var taken = _waiters.Count == 0 ? TakeReady(max, lease) : [];
            waiter = taken.Count == 0 && wait ? _waiters.AddLast(new ReceiveWaiter(max, lease)) : null;
            return taken;
        }
    }

    /// <summary>Stops waiting, unless messages have come by now.</summary>
    public void Leave(LinkedListNode<ReceiveWaiter> waiter)
    {
        lock (_lock)
        {
            if (waiter.List is null)
                return;
            _waiters.Remove(waiter);
            waiter.Value.TrySetResult([]);
        }
    }

    /// <summary>Reserves a lease for settling. False when it has ended.</summary>
    public bool TryBeginSettling(LeaseToken token, [NotNullWhen(true)] out Entry? entry)
    {
        lock (_lock)
        {
            if (!_window.TryFind(token, out entry))
                return false;
            entry.Settling = true;
            return true;
        }
    }

    /// <summary>
    /// Reserves the leases of deliveries from <paramref name="start"/> on, as long as they are of this queue, and answers with where
    /// it stopped.
    /// </summary>
    public int BeginSettling(IReadOnlyList<Delivery> deliveries, int start, List<Entry> reserved, List<Delivery> lost)
    {
        lock (_lock)
        {
            var i = start;
            for (; i < deliveries.Count && deliveries[i].Lease.QueueId == Id; i++)
            {
                if (_window.TryFind(deliveries[i].Lease, out var entry))
                {
                    entry.Settling = true;
                    reserved.Add(entry);
                }
                else
                {
                    lost.Add(deliveries[i]);
                }
            }

            return i;
        }
    }

    /// <summary>The settlement failed: the lease is as it was.</summary>
    public void EndSettling(Entry entry)
    {
        lock (_lock)
            entry.Settling = false;
    }

    public bool TryRenew(LeaseToken token, TimeSpan lease)
    {
        lock (_lock)
        {
            if (!_window.TryFind(token, out var entry))
                return false;
            entry.LeaseEnds = Deadline(lease);
            return true;
        }
    }

    /// <summary>The leases that have ended, reserved for the settlement that returns them.</summary>
    public List<Entry> TakeEndedLeases()
    {
        lock (_lock)
        {
            var ended = _window.LeasesEnded(_host.Time.GetTimestamp());
            foreach (var entry in ended)
                entry.Settling = true;
            return ended;
        }
    }

    /// <summary>The messages whose time is over, reserved for the command that removes them.</summary>
    public List<Entry> TakeExpired(long now)
    {
        // Mostly there is nothing, and then not even the lock is asked for. Who adds one wakes the writer, who sees it then.
        if (Volatile.Read(ref _nextExpiry) > now && _expired.Count == 0)
            return [];
        lock (_lock)
        {
            if (_nextExpiry <= now)
            {
                foreach (var entry in _window.LeaseExpired(e => ExpiryOf(e) <= now))
                    AddExpired(entry);
                _nextExpiry = _window.FirstOf(ExpiryOf);
            }

            if (_expired.Count == 0)
                return [];
            var expired = _expired.ToList();
            _expired.Clear();
            return expired;
        }
    }

    /// <summary>They could not be removed: they are ready again, and found again later.</summary>
    public void KeepExpired(IEnumerable<Entry> entries, long retryAt)
    {
        lock (_lock)
        {
            foreach (var entry in entries.Where(_window.Holds))
            {
                entry.Settling = false;
                _window.Return(entry);
            }

            _nextExpiry = retryAt;
        }
    }

    public QueueStatistics Statistics()
    {
        lock (_lock)
        {
            return new QueueStatistics(
                Name,
                Options,
                Paused,
                _counts.Ready - _window.LeasedCount - _window.Keys.DelayedCount,
                _window.LeasedCount,
                _counts.Delayed + _window.Keys.DelayedCount,
                _counts.DeadLettered,
                _window.First is { } oldest ? DateTimeOffset.FromUnixTimeMilliseconds(oldest.PublishedAt) : null,
                _waiters.Count,
                _counts.Published,
                _counts.Acknowledged,
                _counts.Expired,
                _counts.Duplicates,
                _counts.Failed,
                _isStopped);
        }
    }

    // ---- under the lock -----------------------------------------------------------------------------------------------

    private List<Delivery> TakeReady(int max, TimeSpan lease)
    {
        if (Paused)
            return [];
        if (Options.MaxLeased is { } cap)
            max = Math.Min(max, cap - _window.LeasedCount);
        if (Options.RatePerSecond is { } rate)
            max = AvailableAt(rate, max);
        if (max > 0 && _window.HasSuspects && _host.Gate.IsFree)
        {
            // Alone: whatever comes with it would be suspected, too.
            var suspect = _window.LeaseSuspect();
            if (_host.Gate.TryEnter(suspect))
                return Lease([suspect], lease);

            _window.ReturnSuspect(suspect);
        }

        var now = 0L;
        _taken.Clear();
        while (_taken.Count < max && _window.TryLease(Options.Ordering, out var entry))
        {
            if (ExpiryOf(entry) != long.MaxValue && ExpiryOf(entry) <= (now = now > 0 ? now : _host.Clock.Now))
                AddExpired(entry);
            else
                _taken.Add(entry);
        }

        if (_expired.Count > 0)
            _host.Wake();
        if (Options.RatePerSecond is not null)
            _rate.Spend(_taken.Count);
        AskRefillWhenLow();
        if (_taken.Count == 0)
            return [];
        var deliveries = Lease(_taken, lease);
        _taken.Clear(); // An idle queue must not keep bodies that were handed out.
        return deliveries;
    }

    /// <summary>Gives leases to messages that come together: one look at the clock, the dice and the ledger for all of them.</summary>
    private List<Delivery> Lease(List<Entry> entries, TimeSpan lease)
    {
        var deliveries = new List<Delivery>(entries.Count);
        var leasedAt = _host.Time.GetTimestamp();
        var ends = leasedAt + Ticks(lease);
        var nonce = Random.Shared.NextInt64(1, long.MaxValue - MaxTaken);
        var lines = entries[0].IsSuspect ? default : _host.Ledger.Reserve(stackalloc int[entries.Count]);
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            entry.LeaseNonce = nonce + i;
            entry.LeaseEnds = ends;
            entry.LeasedAt = leasedAt;
            Note(entry, i < lines.Length ? lines[i] : 0);
            deliveries.Add(new Delivery(
                Name,
                new LeaseToken(Id, entry.Sequence, entry.LeaseNonce),
                entry.Message,
                entry.Attempts + 1,
                entry.Attempts + 1 - entry.AllowanceFrom));
        }

        return deliveries;
    }

    private void Note(Entry entry, int line)
    {
        if (entry.IsSuspect)
        {
            _host.Ledger.Set(entry.LedgerLine, InFlightState.SuspectLeased);
            return;
        }

        entry.LedgerLine = line;
        if (line > 0)
            _host.Ledger.Set(line, InFlightState.Leased, Id, entry.Sequence, entry.Attempts);
    }

    /// <summary>Takes the messages off the ledger together; what became of them is on the disk.</summary>
    private void ForgetLines(ReadOnlySpan<Entry> entries)
    {
        _endedLines.Clear();
        foreach (var entry in entries)
        {
            if (entry.LedgerLine > 0)
                _endedLines.Add(entry.LedgerLine);
            entry.LedgerLine = 0;
        }

        _host.Ledger.Remove(CollectionsMarshal.AsSpan(_endedLines));
    }

    /// <summary>The message is leased no more, and what became of it is on the disk.</summary>
    private void EndLease(Entry entry, int attempts, int allowanceFrom)
    {
        entry.Attempts = attempts;
        entry.AllowanceFrom = allowanceFrom;
        entry.LeaseNonce = 0;
        entry.Settling = false;
        _host.Ledger.Remove(entry.LedgerLine);
        entry.LedgerLine = 0;
        if (!entry.IsSuspect)
            return;
        entry.IsSuspect = false;
        _host.Gate.Leave(entry);
    }

    private void AddExpired(Entry entry)
    {
        entry.Settling = true;
        _expired.Add(entry);
    }

    private int AvailableAt(double rate, int max)
    {
        var available = _rate.Available(rate, max);
        if (available > 0)
            return available;
        _rateTimer ??= _host.Time.CreateTimer(_ => Serve(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _rateTimer.Change(_rate.UntilNext(rate) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        return 0;
    }

    /// <summary>When it is no longer worth delivering, Unix milliseconds.</summary>
    private long ExpiryOf(Entry entry) => Options.TimeToLive is { } live
        ? Math.Min(entry.ExpiresAt, entry.PublishedAt + (long)live.TotalMilliseconds)
        : entry.ExpiresAt;

    private long Deadline(TimeSpan lease) => _host.Time.GetTimestamp() + Ticks(lease);

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * _host.Time.TimestampFrequency);
}
