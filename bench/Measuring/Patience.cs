namespace Bench;

/// <summary>No round waits for ever for its last message.</summary>
internal static class Patience
{
    private static readonly TimeSpan _afterwards = TimeSpan.FromSeconds(60);

    /// <exception cref="TimeoutException">A round of <paramref name="time"/> that began at <paramref name="start"/> is long over.</exception>
    public static void Check(long start, TimeSpan time)
    {
        if (TimeProvider.System.GetElapsedTime(start) > time + _afterwards)
            throw new TimeoutException($"Messages were still missing {_afterwards.TotalSeconds:0} s after the round.");
    }
}
