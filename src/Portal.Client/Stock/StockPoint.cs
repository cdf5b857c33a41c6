namespace Portal.Client.Stock;

/// <summary>The stock at one moment of a curve.</summary>
public sealed record StockPoint(DateTimeOffset At, long OnHand, long Reserved);
