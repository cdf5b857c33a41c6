namespace Portal.Client.Overview;

/// <summary>A <see cref="Sample"/> as the chart component takes it.</summary>
public sealed record ChartPoint(DateTime At, double Value);
