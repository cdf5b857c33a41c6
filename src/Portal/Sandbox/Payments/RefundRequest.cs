namespace Portal.Sandbox.Payments;

/// <summary>The body of <c>POST /sandbox/payments/refunds</c>: the whole charge is given back.</summary>
internal sealed record RefundRequest(string? ChargeId, string? Reference);
