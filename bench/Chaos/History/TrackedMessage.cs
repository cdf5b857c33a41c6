namespace Bench.Chaos;

/// <summary>What is known of one message in one queue.</summary>
internal sealed class TrackedMessage(string queue, string id, string? key, int number)
{
    private readonly List<string> _trail = [];
    private Places _known = Places.Nowhere | Places.Queue;

    // Since the last delivery.
    private bool _isReplaying;
    private bool _wasReplayed;

    public string Queue { get; } = queue;

    public string Id { get; } = id;

    /// <summary>The ordering key; null for none.</summary>
    public string? Key { get; } = key;

    /// <summary>Its place among those of its key.</summary>
    public int Number { get; } = number;

    /// <summary>Failures that were confirmed.</summary>
    public int Failures { get; set; }

    /// <summary>The newest lease of this life of the child; null for none.</summary>
    public Lease? Lease { get; private set; }

    /// <summary>Its acknowledge was confirmed.</summary>
    public bool IsAcknowledged { get; private set; }

    /// <summary>Everywhere it may be, with what was asked and has not been answered.</summary>
    public Places Possible => _known | (Lease?.Asked ?? Places.None);

    /// <summary>It is settled for good, or never was: nothing more can become of it.</summary>
    public bool IsOver => Possible == Places.Nowhere;

    public bool WasSeen { get; private set; }

    /// <summary>Everything that was told of it, for a report.</summary>
    public string Trail => string.Join(' ', _trail);

    public void Note(string fact) => _trail.Add(fact);

    public void Confirmed()
    {
        // It may have been delivered and settled before its publisher was told.
        if (!WasSeen)
            _known = Places.Queue;
        WasSeen = true;
    }

    public void Refused() => _known = Places.Nowhere;

    public void Delivered(Lease lease, bool isLastAttempt)
    {
        WasSeen = true;
        _isReplaying = _wasReplayed = false;
        Lease = lease;
        _known = isLastAttempt ? Places.Queue | Places.DeadLetters : Places.Queue;
    }

    /// <summary>A settlement was confirmed. Only that of the newest lease says where the message is now.</summary>
    public void Settled(Lease lease, bool acknowledged)
    {
        IsAcknowledged |= acknowledged;
        lease.IsSettled = true;
        if (lease != Lease)
            return;

        // Whoever replays it may have found it among the dead letters, and have been told first.
        if (!_wasReplayed)
            _known = lease.Asked | (_isReplaying ? Places.Queue : Places.None);
        lease.Asked = Places.None;
    }

    /// <summary>Asked to be replayed from the dead letters.</summary>
    public void Replaying()
    {
        _known |= Places.Queue;
        _isReplaying = true;
    }

    /// <summary>The replay was confirmed. The message may have been delivered, and more, before.</summary>
    public void Replayed()
    {
        if (_isReplaying)
            _known = Places.Queue;
        _wasReplayed = _isReplaying;
        _isReplaying = false;
    }

    /// <summary>The child is dead: no lease is left, and what was asked may have been done or not.</summary>
    public void Crashed()
    {
        _known = Possible;
        Note("killed");
        _isReplaying = _wasReplayed = false;
        Lease = null;
    }

    /// <summary>It was found there, and nowhere else.</summary>
    public void Found(Places place)
    {
        Note($"in:{place}");
        _known = place;
        WasSeen = true;
    }
}
