namespace Portal.Operations.Queues;

/// <summary>How often handlers took how long in some time, by the buckets of <see cref="HandlingTimes"/>.</summary>
internal readonly struct HandlingSample(int[]? counts)
{
    private readonly int[]? _counts = counts;

    /// <summary>The time within which this share of the messages was handled, seconds; NaN when there was none.</summary>
    public float Percentile(double share)
    {
        long total = 0;
        foreach (var count in _counts ?? [])
            total += count;
        if (total == 0)
            return float.NaN;
        var wanted = (long)Math.Ceiling(total * share);
        for (var (i, seen) = (0, 0L); i < _counts!.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
                return (float)HandlingTimes.Middle(i);
        }

        return float.NaN;
    }

    /// <summary>Adds what happened in another queue.</summary>
    public HandlingSample And(HandlingSample other)
    {
        if (_counts is null || other._counts is null)
            return _counts is null ? other : this;
        var sum = (int[])_counts.Clone();
        for (var i = 0; i < sum.Length; i++)
            sum[i] += other._counts[i];
        return new HandlingSample(sum);
    }
}
