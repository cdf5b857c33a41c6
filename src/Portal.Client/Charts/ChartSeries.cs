namespace Portal.Client.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Values">Oldest first; NaN where there is none.</param>
public sealed record ChartSeries(string Name, float[] Values);
