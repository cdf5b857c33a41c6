namespace Portal.Client.Audit;

/// <param name="Who">Only of this person or key.</param>
/// <param name="Action">Only this action; <c>queue.*</c> for all that begin so.</param>
/// <param name="Target">Only on this target: <c>queue/sales</c>, <c>queue/*</c> for all of the kind, or the id alone.</param>
/// <param name="Outcome">Only with this outcome.</param>
/// <param name="From">Only at this time or later.</param>
/// <param name="To">Only before this time.</param>
/// <param name="Text">Only those with this text somewhere in them.</param>
public sealed record AuditFilter(
    string? Who = null,
    string? Action = null,
    string? Target = null,
    AuditOutcome? Outcome = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Text = null)
{
    public bool IsEmpty => this == new AuditFilter();
}
