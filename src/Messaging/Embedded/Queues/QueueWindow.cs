using System.Diagnostics.CodeAnalysis;

namespace Messaging.Embedded;

/// <summary>
/// The part of a queue that is in memory: what is ready at its front, what came back, and what is leased. Bounded by entries
/// and bytes. While <see cref="IsComplete"/> it holds everything that is stored; otherwise the rest is on disk only, behind
/// <see cref="Tail"/>. Not synchronised: the queue's lock guards it.
/// </summary>
internal sealed class QueueWindow
{
    /// <summary>The bodies it holds before it counts as full, 16 MiB.</summary>
    public const long MaxBytes = 16 * 1024 * 1024;

    private const int MaxEntries = 8192;
    private const int LowWater = MaxEntries / 4;

    private readonly Queue<Entry> _ready = new();
    private readonly PriorityQueue<Entry, long> _returned = new();
    private readonly Dictionary<long, Entry> _leased = [];
    private long _bytes;

    /// <summary>Whether nothing that is stored is missing here.</summary>
    public bool IsComplete { get; set; } = true;

    /// <summary>The highest sequence that was brought in.</summary>
    public long Tail { get; private set; }

    public int LeasedCount => _leased.Count;

    public int ReturnedCount => _returned.Count;

    public IReadOnlyCollection<long> LeasedSequences => [.. _leased.Keys];

    public bool HasRoom => _ready.Count + _returned.Count + _leased.Count < MaxEntries && _bytes < MaxBytes;

    /// <summary>Whether it is time to read on from the disk.</summary>
    public bool IsLow => !IsComplete && HasRoom && _ready.Count + _returned.Count < LowWater;

    /// <summary>What would be taken next, or null.</summary>
    public Entry? First
    {
        get
        {
            if (_returned.TryPeek(out var returned, out _))
                return returned;
            return _ready.TryPeek(out var ready) ? ready : null;
        }
    }

    /// <summary>Brings in the next message in sequence. One that is leased is here already.</summary>
    public void Append(Entry entry)
    {
        Tail = entry.Sequence;
        if (_leased.ContainsKey(entry.Sequence))
            return;
        _ready.Enqueue(entry);
        _bytes += entry.Message.Body.Length;
    }

    /// <summary>Moves the next message to the leased ones: what came back goes first, it is the oldest.</summary>
    public bool TryLease([NotNullWhen(true)] out Entry? entry)
    {
        if (!_returned.TryDequeue(out entry, out _) && !_ready.TryDequeue(out entry))
            return false;
        _leased.Add(entry.Sequence, entry);
        return true;
    }

    /// <summary>A lease has ended, and the message waits again.</summary>
    public void Return(Entry entry)
    {
        _leased.Remove(entry.Sequence);
        _returned.Enqueue(entry, entry.Sequence);
    }

    /// <summary>A leased message has left the queue. False when it was not leased.</summary>
    public bool Remove(Entry entry)
    {
        if (!_leased.Remove(entry.Sequence))
            return false;
        _bytes -= entry.Message.Body.Length;
        return true;
    }

    /// <summary>The message of a lease that is the present one and not being settled.</summary>
    public bool TryFind(LeaseToken token, [NotNullWhen(true)] out Entry? entry) =>
        _leased.TryGetValue(token.Sequence, out entry) && entry.LeaseNonce == token.Nonce && !entry.Settling;

    /// <summary>Whether this very lease is still the present one.</summary>
    public bool Holds(Entry entry) => _leased.TryGetValue(entry.Sequence, out var present) && ReferenceEquals(present, entry);

    /// <summary>The leases that have ended by <paramref name="now"/> and are not being settled.</summary>
    public List<Entry> Expired(long now) => [.. _leased.Values.Where(entry => !entry.Settling && entry.LeaseEnds <= now)];

    /// <summary>Forgets what is ready; it has to be read again from the beginning.</summary>
    public void Forget()
    {
        _ready.Clear();
        _returned.Clear();
        _bytes = _leased.Values.Sum(e => (long)e.Message.Body.Length);
        Tail = 0;
        IsComplete = false;
    }

    /// <summary>Forgets the leases, too.</summary>
    public void ForgetAll()
    {
        _leased.Clear();
        Forget();
    }
}
