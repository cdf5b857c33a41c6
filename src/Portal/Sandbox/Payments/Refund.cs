namespace Portal.Sandbox.Payments;

/// <summary>The answer to a refund.</summary>
internal sealed record Refund(
    string Id, string ChargeId, string Reference, decimal Amount, string Currency, string Status, DateTimeOffset CreatedAt);
