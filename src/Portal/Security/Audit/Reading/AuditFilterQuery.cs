using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Http;

namespace Portal.Security.Audit.Reading;

/// <summary>A filter as it stands in a query string.</summary>
internal sealed record AuditFilterQuery(
    [property: Description("Only of this person or key.")] string? Who,
    [property: Description("Only this action; queue.* for all that begin so.")] string? Action,
    [property: Description("Only on this target: queue/sales, queue/* for all of the kind, or the id alone.")] string? Target,
    [property: Description("done, refused, failed or interrupted.")] string? Outcome,
    [property: Description("Only at this time or later; ISO 8601.")] string? From,
    [property: Description("Only before this time; ISO 8601.")] string? To,
    [property: Description("Only those with this text somewhere in them.")] string? Text)
{
    private const int MaxLength = 400;

    public bool TryRead([NotNullWhen(true)] out AuditFilter? filter, [NotNullWhen(false)] out Problem? problem)
    {
        filter = null;
        if (!QueryEnum.TryParse<AuditOutcome>(Outcome, "outcome", out var outcome, out problem))
            return false;
        var fields = new QueryFields();
        var (from, to) = fields.Span(From, To);
        foreach (var (field, text) in new[] { ("who", Who), ("action", Action), ("target", Target), ("text", Text) })
        {
            if (text is { Length: > MaxLength })
                fields.Refuse(field, $"must be at most {MaxLength} characters");
        }

        if (!fields.AreValid(out problem))
            return false;
        filter = new AuditFilter(Given(Who), Given(Action), Given(Target), outcome, from, to, Given(Text));
        return true;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
