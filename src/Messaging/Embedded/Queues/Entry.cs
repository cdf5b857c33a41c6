namespace Messaging.Embedded;

/// <summary>A message in memory, ready or leased. Guarded by its queue's lock once it is in the window.</summary>
/// <param name="sequence">Its place in the queue.</param>
/// <param name="attempts">Deliveries that are over, through its whole history.</param>
/// <param name="allowanceFrom">The attempts that do not count against its allowance: those before a replay, and those during an outage.</param>
/// <param name="at">When it was published, or first due, Unix milliseconds.</param>
/// <param name="message">The message.</param>
/// <param name="sharedBody">Where its body is stored, when other queues use it too.</param>
internal sealed class Entry(long sequence, int attempts, int allowanceFrom, long at, Message message, long? sharedBody = null)
{
    public long Sequence { get; } = sequence;

    public int Attempts { get; set; } = attempts;

    public int AllowanceFrom { get; set; } = allowanceFrom;

    public long PublishedAt { get; } = at;

    public Message Message { get; } = message;

    public long? SharedBody { get; } = sharedBody;

    /// <summary>The batch in whose row it is; null when it has a row of its own.</summary>
    public Batch? Batch { get; private set; }

    /// <summary>Its number among the messages of <see cref="Batch"/>, from 0.</summary>
    public int Place { get; private set; }

    /// <summary>Its ordering key, whether or not the queue honours it.</summary>
    public string? Key { get; } = message.OrderingKey;

    /// <summary>When it is no longer worth delivering by its own header, Unix milliseconds.</summary>
    public long ExpiresAt { get; } = message.ExpiresAt ?? long.MaxValue;

    /// <summary>The messages of its key wait for this one. Set by <see cref="OrderedKeys"/>.</summary>
    public bool IsHead { get; set; }

    /// <summary>The head of a key that keeps its place: not delivered before this time, Unix milliseconds; 0 for at once.</summary>
    public long Due { get; set; }

    /// <summary>It was under lease when the process ended: it is delivered alone.</summary>
    public bool IsSuspect { get; set; }

    /// <summary>Its line in the <see cref="InFlightLedger"/>, from 1; 0 for none.</summary>
    public int LedgerLine { get; set; }

    /// <summary>Distinguishes this lease from every other of the same message; 0 while it is not leased.</summary>
    public long LeaseNonce { get; set; }

    /// <summary>When it was leased, on the monotonic clock.</summary>
    public long LeasedAt { get; set; }

    /// <summary>When the lease ends, on the monotonic clock.</summary>
    public long LeaseEnds { get; set; }

    /// <summary>A settlement is on its way to the disk: the lease can neither end nor be settled again meanwhile.</summary>
    public bool Settling { get; set; }

    /// <summary>
    /// It was leased, perhaps being settled, when all leases ended: the store was opened again, or the queue is gone. By now the message may be with
    /// somebody else. The writer's thread only.
    /// </summary>
    public bool IsForgotten { get; set; }

    /// <summary>Whether an acknowledge may resolve a dead letter: worth a look.</summary>
    public bool MayBeReplay => AllowanceFrom > 0;

    /// <summary>What is stored of its body with it: nothing, when other queues use it too.</summary>
    public ReadOnlySpan<byte> OwnBody => SharedBody is null ? Message.Body.Span : default;

    /// <summary>It is stored with others.</summary>
    public void Join(Batch batch, int place) => (Batch, Place) = (batch, place);

    /// <summary>It has a row of its own from here on, and that is on the disk.</summary>
    public void LeaveBatch() => Batch = null;

    public Entry WithSequence(long sequence) => new(sequence, Attempts, AllowanceFrom, PublishedAt, Message, SharedBody);
}
