using System.Diagnostics.CodeAnalysis;

namespace Messaging.Embedded;

/// <summary>
/// One queue in memory: its <see cref="QueueWindow"/>, its counts, and the callers that wait. Changes to what is stored are
/// applied here after their commit, by the writer's thread; leases are taken and renewed by any thread. The lock is held for
/// memory operations only, never over a read or write of the disk.
///
/// Once a publish finds the window full, later messages are on disk only, and the writer refills it by sequence when it
/// runs low.
/// </summary>
internal sealed class QueueState(long id, string name, QueueOptions options, bool paused, TimeProvider time, Action<QueueState> askRefill)
{
    private const int RefillBatch = 1000;

    private readonly Lock _lock = new();
    private readonly QueueWindow _window = new();
    private readonly LinkedList<ReceiveWaiter> _waiters = new();
    private BrokerException? _closed;
    private bool _refillAsked;
    private long _storedReady;
    private long _storedDelayed;
    private long _deadLettered;
    private long _published;
    private long _acknowledged;

    public long Id { get; } = id;

    public string Name { get; } = name;

    public QueueOptions Options { get; private set; } = options;

    public bool Paused { get; private set; } = paused;

    // ---- the writer's thread only -------------------------------------------------------------------------------------

    /// <summary>The last sequence given out. Never taken back: a rolled-back publish leaves a gap.</summary>
    public long LastSequence { get; set; }

    /// <summary>Messages of the open transaction, for the length limit.</summary>
    public long PendingArrivals { get; set; }

    /// <summary>The queue is being deleted by the open transaction.</summary>
    public bool Deleting { get; set; }

    /// <summary>When the next delayed message is due, Unix milliseconds.</summary>
    public long? NextDue { get; set; }

    /// <exception cref="QueueFullException">One more message would be over the limit.</exception>
    public void EnsureRoom()
    {
        if (Options.MaxLength is { } max && _storedReady + _storedDelayed + PendingArrivals >= max)
            throw new QueueFullException(Name, max);
    }

    /// <summary>Fills an empty state from what is stored. Every lease of before is gone.</summary>
    public void Load(QueueTable table, QueueOptions options, bool paused, long deadLettered)
    {
        var (ready, delayed, last) = table.Count();
        NextDue = table.NextDue();
        lock (_lock)
        {
            (Options, Paused) = (options, paused);
            LastSequence = Math.Max(LastSequence, last);
            (_storedReady, _storedDelayed, _deadLettered) = (ready, delayed, deadLettered);
            _window.ForgetAll();
        }

        Refill(table);
    }

    /// <summary>Reads on from the end of the window until it is full or everything is in it.</summary>
    public void Refill(QueueTable table)
    {
        while (true)
        {
            long from;
            lock (_lock)
            {
                _refillAsked = false;
                if (_window.IsComplete || !_window.HasRoom)
                    return;
                from = _window.Tail;
            }

            // Only this thread moves the tail, so the lock need not be held over the read.
            var entries = table.ReadAfter(from, RefillBatch, QueueWindow.MaxBytes / 4, out var isEnd);
            lock (_lock)
            {
                foreach (var entry in entries)
                    _window.Append(entry);
                _window.IsComplete = isEnd;
                Serve();
            }
        }
    }

    // ---- after a commit, by the writer's thread -----------------------------------------------------------------------

    public void Arrived(Entry entry, bool promoted = false)
    {
        lock (_lock)
        {
            _storedReady++;
            if (promoted)
                _storedDelayed--;
            else
                _published++;
            _window.IsComplete &= _window.HasRoom;
            if (!_window.IsComplete)
                return;
            _window.Append(entry);
            Serve();
        }
    }

    public void ArrivedDelayed(long due)
    {
        NextDue = Math.Min(NextDue ?? long.MaxValue, due);
        lock (_lock)
        {
            _storedDelayed++;
            _published++;
        }
    }

    public void Acknowledged(Entry entry)
    {
        lock (_lock)
        {
            Remove(entry);
            _acknowledged++;
        }
    }

    public void Returned(Entry entry, int attempts, int allowanceFrom)
    {
        lock (_lock)
        {
            entry.Attempts = attempts;
            entry.AllowanceFrom = allowanceFrom;
            entry.LeaseNonce = 0;
            entry.Settling = false;
            _window.Return(entry);
            Serve();
        }
    }

    public void Delayed(Entry entry, long due)
    {
        NextDue = Math.Min(NextDue ?? long.MaxValue, due);
        lock (_lock)
        {
            Remove(entry);
            _storedDelayed++;
        }
    }

    public void DeadLettered(Entry entry, bool isOneMore)
    {
        lock (_lock)
        {
            Remove(entry);
            _deadLettered += isOneMore ? 1 : 0;
        }
    }

    /// <summary>So many dead letters more in status failed, or less.</summary>
    public void CountDeadLetter(long change)
    {
        lock (_lock)
            _deadLettered += change;
    }

    public void Configure(QueueOptions options)
    {
        lock (_lock)
            Options = options;
    }

    public void SetPaused(bool paused)
    {
        lock (_lock)
        {
            Paused = paused;
            Serve();
        }
    }

    /// <summary>Hands out nothing more of what is in memory, and answers with what is leased: a purge leaves that.</summary>
    public IReadOnlyCollection<long> Freeze()
    {
        lock (_lock)
        {
            _window.Forget();
            return _window.LeasedSequences;
        }
    }

    public void Purged()
    {
        NextDue = null;
        lock (_lock)
        {
            // What the same transaction returned was leased when the purge looked, and stays. It is on disk, and only there
            // from here on: the refill reads it again.
            _storedReady = _window.LeasedCount + _window.ReturnedCount;
            _storedDelayed = 0;
            _window.Forget();
        }
    }

    /// <summary>Ends every wait and every lease, for good.</summary>
    public void Close(BrokerException reason)
    {
        lock (_lock)
        {
            _closed = reason;
            _window.ForgetAll();
            foreach (var waiter in _waiters)
                waiter.TrySetException(reason);
            _waiters.Clear();
        }
    }

    // ---- any thread ---------------------------------------------------------------------------------------------------

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

    /// <summary>Whether this very lease is still the present one.</summary>
    public bool Holds(Entry entry)
    {
        lock (_lock)
            return _window.Holds(entry);
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
    public List<Entry> TakeExpired()
    {
        lock (_lock)
        {
            var expired = _window.Expired(time.GetTimestamp());
            foreach (var entry in expired)
                entry.Settling = true;
            return expired;
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
                _storedReady - _window.LeasedCount,
                _window.LeasedCount,
                _storedDelayed,
                _deadLettered,
                _window.First is { } oldest ? DateTimeOffset.FromUnixTimeMilliseconds(oldest.PublishedAt) : null,
                _waiters.Count,
                _published,
                _acknowledged);
        }
    }

    // ---- under the lock -----------------------------------------------------------------------------------------------

    private void Remove(Entry entry)
    {
        if (!_window.Remove(entry))
            return;
        _storedReady--;
        AskRefillWhenLow();
    }

    private void Serve()
    {
        while (_waiters.First is { } waiter)
        {
            var taken = TakeReady(waiter.Value.Max, waiter.Value.Lease);
            if (taken.Count == 0)
                return;
            _waiters.RemoveFirst();
            waiter.Value.TrySetResult(taken);
        }
    }

    private List<Delivery> TakeReady(int max, TimeSpan lease)
    {
        var taken = new List<Delivery>();
        if (Paused)
            return taken;
        while (taken.Count < max && _window.TryLease(out var entry))
        {
            entry.LeaseNonce = Random.Shared.NextInt64(1, long.MaxValue);
            entry.LeaseEnds = Deadline(lease);
            taken.Add(new Delivery(
                Name,
                new LeaseToken(Id, entry.Sequence, entry.LeaseNonce),
                entry.Message,
                entry.Attempts + 1,
                entry.Attempts + 1 - entry.AllowanceFrom));
        }

        AskRefillWhenLow();
        return taken;
    }

    private void AskRefillWhenLow()
    {
        if (_refillAsked || !_window.IsLow)
            return;
        _refillAsked = true;
        askRefill(this);
    }

    private long Deadline(TimeSpan lease) => time.GetTimestamp() + (long)(lease.TotalSeconds * time.TimestampFrequency);
}
