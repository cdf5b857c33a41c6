namespace Messaging.Embedded;

/// <summary>How many messages a queue's tables hold, and the last sequence that was given out in it.</summary>
internal readonly record struct QueueDepth(long Ready, long Delayed, long LastSequence)
{
    public long Total => Ready + Delayed;
}
