namespace Portal.Sandbox;

/// <summary>What a third party answered, and will answer again.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON.</param>
/// <param name="Name">What the entry can be found by later: the charge that was made or refunded, or the label's tracking number.</param>
/// <param name="IsRepeat">Answers something that is in the books already; not to be entered again.</param>
internal sealed record SandboxAnswer(int Status, string Body, string? Name = null, bool IsRepeat = false);
