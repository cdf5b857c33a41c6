namespace Messaging.Embedded;

/// <summary>
/// Lets one suspect at a time out of all queues be delivered: when the process ends again, it was that one, and the messages
/// that were only near it are not held responsible.
/// </summary>
internal sealed class SuspectGate
{
    private Entry? _out;

    /// <summary>Set when a suspect has been settled: others may go now.</summary>
    public bool WasLeft { get; private set; }

    public bool IsFree => Volatile.Read(ref _out) is null;

    public bool TryEnter(Entry suspect) => Interlocked.CompareExchange(ref _out, suspect, null) is null;

    public void Leave(Entry suspect)
    {
        if (Interlocked.CompareExchange(ref _out, null, suspect) == suspect)
            WasLeft = true;
    }

    /// <summary>Every lease has ended.</summary>
    public void Reset() => Volatile.Write(ref _out, null);

    /// <summary>Whether one was settled since this was asked last. The writer's thread only.</summary>
    public bool TakeWasLeft()
    {
        var left = WasLeft;
        WasLeft = false;
        return left;
    }
}
