namespace Messaging.Embedded;

/// <summary>
/// One queue in memory: its <see cref="QueueWindow"/>, its counts, and the callers that wait. Changes to what is stored are
/// applied after their commit, by the writer's thread (<c>QueueState.Changes.cs</c>); leases are taken and renewed by any thread
/// (<c>QueueState.Leases.cs</c>). The lock is held for memory operations only, never over a read or write of the disk - but for reading
/// everything again after a failure, when there is nothing to hand out before.
///
/// Once a publish finds the window full, later messages are on disk only, and the writer refills it by sequence when it
/// runs low.
/// </summary>
internal sealed partial class QueueState
{
    private const int RefillBatch = 500;

    private readonly QueueHost _host;
    private readonly Lock _lock = new();
    private readonly QueueWindow _window = new();
    private readonly LinkedList<ReceiveWaiter> _waiters = new();
    private readonly RateLimiter _rate;
    private BrokerException? _closed;
    private bool _refillAsked;
    private bool _isReading;
    private bool _isFrozen;
    private bool _isStopped;
    private long _generation;
    private long _lastArrived;
    private bool _serveAsked;
    private QueueCounts _counts;
    private long? _nextDelayedDue;

    public QueueState(long id, string name, QueueOptions options, bool paused, QueueHost host)
    {
        (Id, Name, Options, Paused, _host) = (id, name, options, paused, host);
        _rate = new RateLimiter(host.Time);
    }

    public long Id { get; }

    public string Name { get; }

    public QueueOptions Options { get; private set; }

    public bool Paused { get; private set; }

    /// <summary>Messages of the command that is being carried out, for the length limit. The writer's thread only.</summary>
    public long PendingArrivals { get; set; }

    /// <summary>The queue is being deleted by the open transaction. The writer's thread only.</summary>
    public bool Deleting { get; set; }

    /// <summary>
    /// When the next message that waits for its time is due, Unix milliseconds. The writer's thread only: without the lock, unless a head of a key
    /// waits; one that is read ahead at this moment is seen the next time.
    /// </summary>
    public long? NextDue
    {
        get
        {
            if (_window.Keys.DelayedCount == 0)
                return _nextDelayedDue;
            lock (_lock)
                return Earlier(_nextDelayedDue, _window.Keys.NextDue);
        }
    }

    /// <summary>Fills an empty state from what is stored. Every lease of before is gone.</summary>
    /// <param name="store">What is stored.</param>
    /// <param name="options">As stored.</param>
    /// <param name="paused">As stored.</param>
    /// <param name="suspects">The messages to be delivered alone, with their lines in the ledger.</param>
    public void Load(BrokerStore store, QueueOptions options, bool paused, Dictionary<long, int> suspects)
    {
        var table = store.Table(Id);
        var heldKeys = store.HeldKeys(Name);
        var deadLettered = store.FailedDeadLetters(Name);
        lock (_lock)
        {
            (Options, Paused) = (options, paused);
            _suspects = suspects;
            _counts = _counts with { Ready = table.Depth.Ready, Delayed = table.Depth.Delayed, DeadLettered = deadLettered };
            _nextDelayedDue = table.NextDue();
            _lastArrived = table.Depth.LastSequence;
            _generation++;
            (_isFrozen, _isStopped) = (false, false);
            _window.ForgetAll();
            foreach (var key in heldKeys)
                _window.Keys.Hold(key);

            // The first of them under the same lock: who has seen that a message is ready, and asks for it without waiting, gets it.
            Refill(table);
        }

        Serve();
    }

    /// <summary>Reads on from the end of the window until it has enough or everything is in it; first the keys whose turn it is.</summary>
    /// <exception cref="StoreDamagedException">What comes next cannot be read.</exception>
    public void Refill(QueueTable table)
    {
        while (TakeKeyToLoad() is { } line)
        {
            var to = line.SkippedTo;
            var entries = table.ReadKey(line.Key, line.SkippedFrom, to, OrderedKeys.MaxWaiting / 8, OrderedKeys.MaxWaitingBytes / 8, out var isEnd);
            lock (_lock)
            {
                _window.Loaded(line, entries, isEnd ? to : entries[^1].Sequence);
                AskServe();
            }
        }

        while (true)
        {
            long from;
            lock (_lock)
            {
                _refillAsked = false;
                if (_isStopped || !_window.WantsMore)
                    return;
                from = _window.Tail;
            }

            // Only this thread moves the tail, so the lock need not be held over the read.
            var entries = table.ReadAfter(from, RefillBatch, QueueWindow.MaxReadBytes, out var isEnd);
            lock (_lock)
            {
                var now = _host.Clock.Now;
                foreach (var entry in entries)
                    Append(entry, now);
                _window.IsComplete = isEnd;
                AskServe();
            }
        }
    }

    /// <summary>Hands messages to those who wait for them.</summary>
    public void Serve()
    {
        lock (_lock)
        {
            _serveAsked = false;
            while (_waiters.First is { } waiter)
            {
                var taken = TakeReady(waiter.Value.Max, waiter.Value.Lease);
                if (taken.Count == 0)
                    return;
                _waiters.RemoveFirst();
                waiter.Value.TrySetResult(taken);
            }
        }
    }

    private static long? Earlier(long? one, long? other) => one is null || other < one ? other : one;

    private void Append(Entry entry, long now)
    {
        if (_suspects.Remove(entry.Sequence, out var line))
            (entry.IsSuspect, entry.LedgerLine) = (true, line);
        _nextExpiry = Math.Min(_nextExpiry, ExpiryOf(entry));
        _window.Append(entry, now, Options.Ordering);
    }

    private void Remove(Entry entry, bool holdKey = false)
    {
        EndLease(entry, entry.Attempts, entry.AllowanceFrom);
        if (!_window.Remove(entry, holdKey))
            return;
        _counts.Ready--;
        if (entry.Key is not null || Options.MaxLeased is not null)
            AskServe();
        AskRefillWhenLow();
    }

    private void AskServe()
    {
        if (_serveAsked || _waiters.Count == 0)
            return;
        _serveAsked = true;
        _host.AskServe(this);
    }

    private void Forget()
    {
        _generation++;
        _isStopped = false;
        foreach (var suspect in _window.Suspects)
            _suspects[suspect.Sequence] = suspect.LedgerLine; // so it is one when it is read again
        _window.Forget();
    }

    /// <summary>The suspects that wait are gone.</summary>
    private void DropSuspects()
    {
        foreach (var line in _suspects.Values)
            _host.Ledger.Remove(line);
        _suspects.Clear();
    }

    private void AskRefillWhenLow()
    {
        if (_window.Keys.WantsLoad)
            AskRefill();
        if (!_window.IsLow || _isReading || _isStopped || _refillAsked)
            return;
        _isReading = true;
        _host.AskReadAhead(this);
    }

    private void AskRefill()
    {
        if (_refillAsked)
            return;
        _refillAsked = true;
        _host.AskRefill(this);
    }

    private KeyLine? TakeKeyToLoad()
    {
        lock (_lock)
            return _window.Keys.NextToLoad();
    }
}
