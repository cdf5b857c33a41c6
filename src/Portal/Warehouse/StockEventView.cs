namespace Portal.Warehouse;

/// <summary>One event of a SKU's stream.</summary>
internal sealed record StockEventView(string Id, string Kind, int Quantity, string? OrderId, string? Reason, DateTimeOffset At);
