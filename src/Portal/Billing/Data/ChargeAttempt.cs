namespace Portal.Billing.Data;

/// <summary>
/// The payment provider may have been asked to charge the order, and Billing does not know what came of it. Written before
/// the call, deleted with its outcome; what is left of it after a crash says that a cancelled order may have been paid.
/// </summary>
internal sealed class ChargeAttempt
{
    public required string OrderId { get; init; }

    public long StartedAt { get; init; }
}
