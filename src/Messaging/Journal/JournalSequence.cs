namespace Messaging;

/// <summary>
/// Sequences of entries: the Unix milliseconds of the batch, then 20 bits to count in. They never go back, also when the clock
/// does, and run on when more than a million entries share a millisecond.
/// </summary>
internal static class JournalSequence
{
    private const int CounterBits = 20;

    /// <summary>The first sequence of a time; the last there is for times that have none any more, after the year 2248.</summary>
    public static long Of(long unixMilliseconds) =>
        unixMilliseconds > long.MaxValue >> CounterBits ? long.MaxValue : Math.Max(0, unixMilliseconds) << CounterBits;

    /// <summary>The time of the batch, Unix milliseconds.</summary>
    public static long Time(long sequence) => sequence >> CounterBits;
}
