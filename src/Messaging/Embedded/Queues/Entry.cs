namespace Messaging.Embedded;

/// <summary>A message in memory, ready or leased. Guarded by its queue's lock once it is in the window.</summary>
/// <param name="sequence">Its place in the queue.</param>
/// <param name="attempts">Deliveries that are over, through its whole history.</param>
/// <param name="allowanceFrom">The attempts that do not count against its allowance: those before a replay, and those during an outage.</param>
/// <param name="at">When it was published, Unix milliseconds.</param>
/// <param name="message">The message.</param>
internal sealed class Entry(long sequence, int attempts, int allowanceFrom, long at, Message message)
{
    public long Sequence { get; } = sequence;

    public int Attempts { get; set; } = attempts;

    public int AllowanceFrom { get; set; } = allowanceFrom;

    public long PublishedAt { get; } = at;

    public Message Message { get; } = message;

    /// <summary>Distinguishes this lease from every other of the same message; 0 while it is not leased.</summary>
    public long LeaseNonce { get; set; }

    /// <summary>When the lease ends, on the monotonic clock.</summary>
    public long LeaseEnds { get; set; }

    /// <summary>A settlement is on its way to the disk: the lease can neither end nor be settled again meanwhile.</summary>
    public bool Settling { get; set; }

    /// <summary>Whether an acknowledge may resolve a dead letter: worth a look.</summary>
    public bool MayBeReplay => AllowanceFrom > 0;

    public Entry WithSequence(long sequence) => new(sequence, Attempts, AllowanceFrom, PublishedAt, Message);
}
