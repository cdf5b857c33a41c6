namespace Portal.Sandbox.Payments;

/// <summary>The body of <c>POST /sandbox/payments/charges</c>.</summary>
/// <param name="Reference">The caller's name for what is paid, 1 to 200 characters.</param>
/// <param name="Amount">More than 0.</param>
/// <param name="Currency">ISO 4217, three capital letters.</param>
/// <param name="Card">Its number; one that ends in 0002 is declined.</param>
internal sealed record ChargeRequest(string? Reference, decimal Amount, string? Currency, string? Card = null);
