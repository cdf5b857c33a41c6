namespace Portal.Http.Idempotency;

/// <summary>What is known of a key when a request comes with it.</summary>
/// <param name="IsOther">It belongs to another content.</param>
/// <param name="Answer">What it was answered; null when it is to be worked on now.</param>
internal sealed record Claim(bool IsOther, KeptAnswer? Answer);
