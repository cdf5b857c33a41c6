using System.Diagnostics.CodeAnalysis;

namespace Messaging.Embedded;

/// <summary>
/// One queue in memory: a window onto the front of its ready table, the leases, and the callers that wait. Changes to what
/// is stored are applied here after their commit, by the writer's thread; leases are taken and renewed by any thread. The
/// lock is held for memory operations only, never over a read or write of the disk.
///
/// The window is bounded by entries and bytes. While <see cref="_complete"/> everything that is stored is in it; once a
/// publish finds it full, later messages are on disk only, and the writer refills the window by sequence when it runs low.
/// </summary>
internal sealed class QueueState(long id, string name, QueueOptions options, bool paused, TimeProvider time, Action<QueueState> askRefill)
{
    private const int MaxEntries = 8192;
    private const int LowWater = MaxEntries / 4;
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<Entry> _ready = new();
    private readonly PriorityQueue<Entry, long> _returned = new();
    private readonly Dictionary<long, Entry> _leased = [];
    private readonly LinkedList<ReceiveWaiter> _waiters = new();
    private BrokerException? _closed;
    private long _bytes;
    private long _tail;
    private bool _complete = true;
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
            _leased.Clear();
            ForgetWindow();
        }

        Refill(table);
    }

    /// <summary>Reads on from the end of the window until it is full or everything is in it.</summary>
    public void Refill(QueueTable table)
    {
        const int batch = 1000;
        while (true)
        {
            long from;
            lock (_lock)
            {
                _refillAsked = false;
                if (_complete || !HasRoom)
                    return;
                from = _tail;
            }

            // Only this thread moves the tail, so the lock need not be held over the read.
            var entries = table.ReadAfter(from, batch, MaxBytes / 4, out var isEnd);
            lock (_lock)
            {
                foreach (var entry in entries)
                {
                    if (!_leased.ContainsKey(entry.Sequence))
                        Append(entry);
                    _tail = entry.Sequence;
                }

                _complete = isEnd;
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
            if (_complete && HasRoom)
            {
                Append(entry);
                _tail = entry.Sequence;
                Serve();
            }
            else
            {
                _complete = false;
            }
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
            _leased.Remove(entry.Sequence);
            entry.Attempts = attempts;
            entry.AllowanceFrom = allowanceFrom;
            entry.LeaseNonce = 0;
            entry.Settling = false;
            _returned.Enqueue(entry, entry.Sequence);
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
            ForgetWindow();
            return [.. _leased.Keys];
        }
    }

    public void Purged()
    {
        NextDue = null;
        lock (_lock)
        {
            // What the same transaction returned was leased when the purge looked, and stays. It is on disk, and only there
            // from here on: the refill reads it again.
            _storedReady = _leased.Count + _returned.Count;
            _storedDelayed = 0;
            ForgetWindow();
        }
    }

    /// <summary>Ends every wait and every lease, for good.</summary>
    public void Close(BrokerException reason)
    {
        lock (_lock)
        {
            _closed = reason;
            ForgetWindow();
            _leased.Clear();
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
            if (!TryFind(token, out entry))
                return false;
            entry.Settling = true;
            return true;
        }
    }

    /// <summary>Whether this very lease is still the present one.</summary>
    public bool Holds(Entry entry)
    {
        lock (_lock)
            return _leased.TryGetValue(entry.Sequence, out var present) && ReferenceEquals(present, entry);
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
            if (!TryFind(token, out var entry))
                return false;
            entry.LeaseEnds = Deadline(lease);
            return true;
        }
    }

    /// <summary>The leases that have ended, reserved for the settlement that returns them.</summary>
    public List<Entry> TakeExpired()
    {
        var now = time.GetTimestamp();
        var expired = new List<Entry>();
        lock (_lock)
        {
            foreach (var entry in _leased.Values)
            {
                if (entry.Settling || entry.LeaseEnds > now)
                    continue;
                entry.Settling = true;
                expired.Add(entry);
            }
        }

        return expired;
    }

    public QueueStatistics Statistics()
    {
        lock (_lock)
        {
            Entry? oldest = null;
            if (_returned.TryPeek(out var returned, out _))
                oldest = returned;
            else if (_ready.TryPeek(out var ready))
                oldest = ready;
            return new QueueStatistics(
                Name,
                Options,
                Paused,
                _storedReady - _leased.Count,
                _leased.Count,
                _storedDelayed,
                _deadLettered,
                oldest is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(oldest.PublishedAt),
                _waiters.Count,
                _published,
                _acknowledged);
        }
    }

    // ---- under the lock -----------------------------------------------------------------------------------------------

    private int InMemory => _ready.Count + _returned.Count + _leased.Count;

    private bool HasRoom => InMemory < MaxEntries && _bytes < MaxBytes;

    private void Append(Entry entry)
    {
        _ready.Enqueue(entry);
        _bytes += entry.Message.Body.Length;
    }

    private void Remove(Entry entry)
    {
        if (!_leased.Remove(entry.Sequence))
            return;
        _storedReady--;
        _bytes -= entry.Message.Body.Length;
        AskRefillWhenLow();
    }

    private void ForgetWindow()
    {
        _ready.Clear();
        _returned.Clear();
        _bytes = _leased.Values.Sum(e => (long)e.Message.Body.Length);
        _tail = 0;
        _complete = false;
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
        while (taken.Count < max && (_returned.TryDequeue(out var entry, out _) || _ready.TryDequeue(out entry)))
        {
            entry.LeaseNonce = Random.Shared.NextInt64(1, long.MaxValue);
            entry.LeaseEnds = Deadline(lease);
            _leased.Add(entry.Sequence, entry);
            taken.Add(new Delivery(
                Name,
                new LeaseToken(Id, entry.Sequence, entry.LeaseNonce).ToString(),
                entry.Message,
                entry.Attempts + 1,
                entry.Attempts + 1 - entry.AllowanceFrom));
        }

        AskRefillWhenLow();
        return taken;
    }

    private void AskRefillWhenLow()
    {
        if (_complete || _refillAsked || _ready.Count + _returned.Count >= LowWater || !HasRoom)
            return;
        _refillAsked = true;
        askRefill(this);
    }

    private bool TryFind(LeaseToken token, [NotNullWhen(true)] out Entry? entry) =>
        _leased.TryGetValue(token.Sequence, out entry) && entry.LeaseNonce == token.Nonce && !entry.Settling;

    private long Deadline(TimeSpan lease) => time.GetTimestamp() + (long)(lease.TotalSeconds * time.TimestampFrequency);
}
