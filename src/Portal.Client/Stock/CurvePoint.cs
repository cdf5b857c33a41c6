namespace Portal.Client.Stock;

/// <summary>A point as the chart reads it.</summary>
internal sealed record CurvePoint(DateTime At, double OnHand, double Reserved);
