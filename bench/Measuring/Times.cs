namespace Bench;

/// <summary>Durations of one kind, recorded by any thread without allocating, up to a capacity; what comes after is dropped.</summary>
internal sealed class Times(int capacity)
{
    private readonly long[] _ticks = new long[capacity];
    private int _count;

    public int Count => Math.Min(Volatile.Read(ref _count), _ticks.Length);

    public double PerSecond => Count * (double)TimeProvider.System.TimestampFrequency / _ticks.AsSpan(0, Count).ToArray().Sum();

    /// <param name="ticks">Of <see cref="TimeProvider.GetTimestamp"/>.</param>
    public void Add(long ticks)
    {
        var index = Interlocked.Increment(ref _count) - 1;
        if (index < _ticks.Length)
            _ticks[index] = ticks;
    }

    /// <summary>In milliseconds; 100 for the maximum.</summary>
    public double Percentile(double percent)
    {
        if (Count == 0)
            return double.NaN;
        var sorted = _ticks.AsSpan(0, Count).ToArray();
        Array.Sort(sorted);
        var index = Math.Clamp((int)Math.Ceiling(percent / 100 * sorted.Length) - 1, 0, sorted.Length - 1);
        return sorted[index] * 1000.0 / TimeProvider.System.TimestampFrequency;
    }
}
