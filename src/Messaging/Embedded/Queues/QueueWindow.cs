using System.Diagnostics.CodeAnalysis;

namespace Messaging.Embedded;

/// <summary>
/// The part of a queue that is in memory: what is ready at its front, what came back, what waits behind an ordering key, and
/// what is leased. Bounded by entries and bytes. While <see cref="IsComplete"/> it holds everything that is stored; otherwise
/// the rest is on disk only, behind <see cref="Tail"/>. Not synchronised: the queue's lock guards it.
/// </summary>
internal sealed class QueueWindow
{
    /// <summary>The bodies it holds before it counts as full, 32 MiB.</summary>
    public const long MaxBytes = 32 * 1024 * 1024;

    /// <summary>The bodies that are read back at once, 4 MiB.</summary>
    public const long MaxReadBytes = MaxBytes / 8;

    private const int MaxEntries = 8192;
    private const int LowWater = MaxEntries / 4;

    // Not as many as it may hold: each garbage collection has to do with all that wait in it.
    private const int ReadAhead = MaxEntries / 2;

    private readonly Queue<Entry> _ready = new();
    private readonly PriorityQueue<Entry, long> _returned = new();
    private readonly Queue<Entry> _suspects = new();
    private readonly Dictionary<long, Entry> _leased = [];

    // Beyond the tail: they were leased when the rest was forgotten, and what became of them is known here.
    private readonly HashSet<long> _known = [];
    private long _bytes;

    public OrderedKeys Keys { get; } = new();

    /// <summary>Whether nothing that is stored is missing here.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>The highest sequence that was brought in.</summary>
    public long Tail { get; private set; }

    public int LeasedCount => _leased.Count;

    public IReadOnlyCollection<Entry> Leased => _leased.Values;

    public bool HasSuspects => _suspects.Count > 0;

    /// <summary>Those that wait to be delivered alone.</summary>
    public IReadOnlyCollection<Entry> Suspects => _suspects;

    /// <summary>Not leased, but in memory only as long as the same transaction lasts: what a purge must count as left.</summary>
    public int ReturnedCount => _returned.Count + Keys.DelayedCount;

    public bool HasRoom => WaitingCount + _leased.Count < MaxEntries && _bytes < MaxBytes;

    /// <summary>Whether who reads on from the disk is to go on.</summary>
    public bool WantsMore => IsBelow(ReadAhead);

    /// <summary>Whether it is time to read on from the disk.</summary>
    public bool IsLow => IsBelow(LowWater);

    /// <summary>What would be taken next, or null.</summary>
    public Entry? First
    {
        get
        {
            if (_suspects.TryPeek(out var suspect))
                return suspect;
            if (_returned.TryPeek(out var returned, out _))
                return returned;
            return _ready.TryPeek(out var ready) ? ready : null;
        }
    }

    private int WaitingCount => _ready.Count + _returned.Count + _suspects.Count + Keys.WaitingCount + Keys.DelayedCount;

    private bool IsBelow(int entries) => !IsComplete && HasRoom && _ready.Count + _returned.Count < entries;

    /// <summary>Brings in the next message in sequence. One that is leased is here already, and so is one that came back.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="now">Unix milliseconds: the head of a key whose retry is not due yet goes on waiting for it.</param>
    /// <param name="ordering">Whether the queue honours ordering keys.</param>
    public void Append(Entry entry, long now, bool ordering)
    {
        Tail = entry.Sequence;
        if (_leased.ContainsKey(entry.Sequence) || _known.Contains(entry.Sequence))
            return;
        _bytes += entry.Message.Body.Length;
        if (entry is { IsSuspect: false, Due: 0 })
        {
            _ready.Enqueue(entry);
            return;
        }

        if (entry.Key is not null && ordering)
            Keys.Claim(entry);
        if (entry.IsSuspect)
            _suspects.Enqueue(entry);
        else if (entry.IsHead && entry.Due > now)
            Keys.Delay(entry, entry.Due);
        else
            _ready.Enqueue(entry);
    }

    /// <summary>Brings in a message at a place that was passed: the replay of a dead letter that holds its key.</summary>
    public void Insert(Entry entry)
    {
        Keys.Claim(entry);
        _bytes += entry.Message.Body.Length;
        _returned.Enqueue(entry, entry.Sequence);
    }

    /// <summary>A message was put back at a place beyond the tail: it is to be brought in with the others.</summary>
    public void Readmit(Entry entry) => _known.Remove(entry.Sequence);

    /// <summary>
    /// Moves the next message in sequence to the leased ones. Passes over those whose key is occupied; they come when it is free.
    /// </summary>
    public bool TryLease(bool ordering, [NotNullWhen(true)] out Entry? entry)
    {
        while (TryDequeue(out entry))
        {
            if (entry.Key is not null && ordering && !Keys.TryEnter(entry, out var isKept))
            {
                if (!isKept)
                    _bytes -= entry.Message.Body.Length;
                continue;
            }

            _leased.Add(entry.Sequence, entry);
            return true;
        }

        return false;
    }

    private bool TryDequeue([NotNullWhen(true)] out Entry? entry) =>
        _returned.TryPeek(out entry, out var sequence) && !(_ready.TryPeek(out var ready) && ready.Sequence < sequence)
            ? _returned.TryDequeue(out entry, out _)
            : _ready.TryDequeue(out entry);

    /// <summary>Moves the next suspect to the leased ones.</summary>
    public Entry LeaseSuspect()
    {
        var entry = _suspects.Dequeue();
        _leased.Add(entry.Sequence, entry);
        return entry;
    }

    /// <summary>It may not go yet after all.</summary>
    public void ReturnSuspect(Entry entry)
    {
        _leased.Remove(entry.Sequence);
        _suspects.Enqueue(entry);
    }

    /// <summary>A lease has ended, and the message waits again.</summary>
    public void Return(Entry entry)
    {
        EndLease(entry);
        _returned.Enqueue(entry, entry.Sequence);
    }

    /// <summary>A lease has ended, and the message waits at its place until it is due; its key waits with it.</summary>
    public void ReturnLater(Entry head, long due)
    {
        EndLease(head);
        head.Due = due;
        Keys.Delay(head, due);
    }

    /// <summary>Hands out the heads of keys whose time has come.</summary>
    public bool ReturnDue(long now)
    {
        var any = false;
        while (Keys.TakeDue(now) is { } head)
        {
            head.Due = 0;
            _returned.Enqueue(head, head.Sequence);
            any = true;
        }

        return any;
    }

    /// <summary>A leased message has left the queue. False when it was not leased.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="hold">Whether its key is held until somebody has dealt with it.</param>
    public bool Remove(Entry entry, bool hold = false)
    {
        if (!EndLease(entry))
            return false;
        _bytes -= entry.Message.Body.Length;
        if (entry.IsHead && Keys.Leave(entry, hold) is { } next)
            _returned.Enqueue(next, next.Sequence);
        return true;
    }

    /// <summary>The dead letter that held the key has been dealt with.</summary>
    public void Release(string key)
    {
        if (Keys.Release(key) is { } next)
            _returned.Enqueue(next, next.Sequence);
    }

    /// <summary>The messages of a key that were left on disk have been read.</summary>
    public void Loaded(KeyLine line, IReadOnlyList<Entry> entries, long to)
    {
        if (!Keys.TryAdd(line, entries, to, out var next))
            return;
        foreach (var entry in entries)
            _bytes += entry.Message.Body.Length;
        if (next is not null)
            _returned.Enqueue(next, next.Sequence);
    }

    /// <summary>The message of a lease that is the present one and not being settled.</summary>
    public bool TryFind(LeaseToken token, [NotNullWhen(true)] out Entry? entry) =>
        _leased.TryGetValue(token.Sequence, out entry) && entry.LeaseNonce == token.Nonce && !entry.Settling;

    /// <summary>Whether this very lease is still the present one.</summary>
    public bool Holds(Entry entry) => _leased.TryGetValue(entry.Sequence, out var present) && ReferenceEquals(present, entry);

    /// <summary>The leases that have ended by <paramref name="now"/> and are not being settled.</summary>
    public List<Entry> LeasesEnded(long now)
    {
        List<Entry> ended = [];
        foreach (var entry in _leased.Values)
        {
            if (!entry.Settling && entry.LeaseEnds <= now)
                ended.Add(entry);
        }

        return ended;
    }

    /// <summary>Takes what <paramref name="isExpired"/> says out of those that wait for nothing but a receiver, as if leased.</summary>
    public List<Entry> LeaseExpired(Func<Entry, bool> isExpired)
    {
        List<Entry> expired = [];
        for (var left = _ready.Count; left > 0; left--)
        {
            var entry = _ready.Dequeue();
            if (isExpired(entry))
                expired.Add(entry);
            else
                _ready.Enqueue(entry);
        }

        foreach (var (entry, _) in _returned.UnorderedItems.Where(item => isExpired(item.Element)).ToList())
        {
            _returned.Remove(entry, out _, out _);
            expired.Add(entry);
        }

        foreach (var entry in expired)
            _leased.Add(entry.Sequence, entry);
        return expired;
    }

    /// <summary>The least <paramref name="time"/> of those that are ready; <see cref="long.MaxValue"/> when there are none.</summary>
    public long FirstOf(Func<Entry, long> time)
    {
        var first = long.MaxValue;
        foreach (var entry in _ready)
            first = Math.Min(first, time(entry));
        foreach (var (entry, _) in _returned.UnorderedItems)
            first = Math.Min(first, time(entry));
        return first;
    }

    /// <summary>Forgets what is ready; it has to be read again from the beginning.</summary>
    public void Forget()
    {
        _ready.Clear();
        _returned.Clear();
        _suspects.Clear();
        _known.Clear();
        Keys.Forget(Holds);
        _bytes = _leased.Values.Sum(e => (long)e.Message.Body.Length);
        Tail = 0;
        IsComplete = false;
    }

    /// <summary>Forgets the leases, too.</summary>
    public void ForgetAll()
    {
        foreach (var entry in _leased.Values)
            entry.IsForgotten = true;
        _leased.Clear();
        Keys.ForgetAll();
        Forget();
    }

    private bool EndLease(Entry entry)
    {
        if (!_leased.Remove(entry.Sequence))
            return false;
        if (entry.Sequence > Tail)
            _known.Add(entry.Sequence);
        return true;
    }
}
