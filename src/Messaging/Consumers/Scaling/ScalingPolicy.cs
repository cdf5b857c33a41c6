namespace Messaging;

/// <summary>
/// Decides how many consumers a queue should have. A pure function of the load and the limits.
///
/// Up at once and by as much as is needed, down slowly: too few make messages wait, too many only wait themselves. What is
/// needed follows from Little's law (J. D. C. Little, "A Proof for the Queuing Formula L = λW", 1961): to handle what waits
/// within <see cref="Goal"/>, ready × handling time ÷ goal consumers have to be at it together.
/// </summary>
internal static class ScalingPolicy
{
    /// <summary>The time in which what waits should be handled.</summary>
    public static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(250);

    /// <summary>How many there should be: always from <paramref name="min"/> to <paramref name="max"/>, and at least one.</summary>
    public static int Target(in ConsumerLoad load, int min, int max)
    {
        max = Math.Max(max, 1);
        min = Math.Clamp(min, 1, max);
        return Math.Clamp(Wanted(load, min), min, max);
    }

    private static int Wanted(in ConsumerLoad load, int min)
    {
        // While one is free, more would not help: the queue is empty, paused, at its rate limit, or waits for a key.
        if (load.Busy >= load.Current && load.Ready > 0)
            return Up(load);
        return load.Busy < load.Current && load.Ready == 0 ? Down(load, min) : load.Current;
    }

    private static int Up(in ConsumerLoad load)
    {
        var needed = Math.Ceiling(load.Ready * (load.HandlingTime / Goal));

        // The average says nothing about a handler that takes far longer than the others and holds them up. The wait does.
        var byWait = load.OldestWait >= Goal ? load.Current * 2.0 : load.Current + 1;
        return (int)Math.Min(int.MaxValue, Math.Max(Math.Min(needed, (double)load.Current + load.Ready), byWait));
    }

    /// <summary>A quarter of those that do nothing, so that a pause between two bursts does not cost them all.</summary>
    private static int Down(in ConsumerLoad load, int min)
    {
        var idle = load.Current - Math.Max(load.Busy, min);
        return load.Current - (int)Math.Ceiling(Math.Max(idle, 0) / 4.0);
    }
}
