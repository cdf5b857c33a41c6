namespace Portal.Sandbox.Payments;

/// <summary>The answer to a charge, and an item of the payment gateway's books. Its id is what a refund asks for; its status is
/// <c>succeeded</c> or, in the books only, <c>declined</c>.</summary>
internal sealed record Charge(
    string Id, string Reference, decimal Amount, string Currency, string Status, DateTimeOffset CreatedAt, string? RefundId = null);
