namespace Portal.Operations.Topics.Webhooks.Delivering;

/// <summary>What came of a call.</summary>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">The HTTP status, or null when there was no answer.</param>
/// <param name="Error">Why it is a failure, or null.</param>
/// <param name="Excerpt">The beginning of what was answered, for a failure.</param>
/// <param name="RetryAfter">How long the endpoint asks to wait, or null.</param>
internal sealed record WebhookAnswer(double Milliseconds, int? Status, string? Error, string? Excerpt = null, TimeSpan? RetryAfter = null)
{
    public bool IsGone => Status == StatusCodes.Status410Gone;
}
