namespace Portal.Client.Charts;

/// <summary>Figures over time, at equal steps; the newest value is the last of each series. NaN where there is none.</summary>
/// <param name="End">The time of the newest values.</param>
/// <param name="Step">The time between two values.</param>
/// <param name="Series">By figure; all of the same length, possibly none yet.</param>
public sealed record FigureHistory(DateTimeOffset End, TimeSpan Step, IReadOnlyDictionary<Figure, float[]> Series)
{
    public static FigureHistory Empty { get; } = new(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1), new Dictionary<Figure, float[]>());

    public float[] this[Figure figure] => Series.TryGetValue(figure, out var values) ? values : [];
}

/// <summary>What is sampled of a queue, and of all of them together.</summary>
public enum Figure
{
    Ready,
    Leased,
    Scheduled,
    Published,
    Acknowledged,
    Failed,
    OldestAge,

    /// <summary>Half of the messages were handled within this time, seconds.</summary>
    HandlingP50,

    /// <summary>19 of 20 were, seconds.</summary>
    HandlingP95,
}

/// <summary>How far a chart looks back.</summary>
public enum ChartRange
{
    TenMinutes,
    Hour,
    Day,
}
