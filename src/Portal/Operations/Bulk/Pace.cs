namespace Portal.Operations.Bulk;

/// <summary>
/// Spreads items over time: small batches, ten a second where the rate allows it. What was late is made up for within a
/// quarter of a second, so that the rate is kept on average and no burst follows a wait.
/// </summary>
internal sealed class Pace(double? perSecond, TimeProvider time)
{
    /// <summary>
    /// One transaction of the broker. Larger ones gain little, and messages that are being published wait for it.
    /// </summary>
    public const int MaxBatch = 500;

    private const double BatchesPerSecond = 10;
    private static readonly TimeSpan _madeUpFor = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();
    private double _due;

    public int Batch { get; } = perSecond is { } rate ? (int)Math.Clamp(rate / BatchesPerSecond, 1, MaxBatch) : MaxBatch;

    /// <summary>How long to wait before the next batch.</summary>
    public TimeSpan Wait() => perSecond is null ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Max(0, _due - Now));

    /// <summary>A batch of so many has been sent.</summary>
    public void Took(int count)
    {
        if (perSecond is { } rate)
            _due = Math.Max(_due, Now - _madeUpFor.TotalSeconds) + (count / rate);
    }

    private double Now => time.GetElapsedTime(_start).TotalSeconds;
}
