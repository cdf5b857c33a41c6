using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var (from, to) = (Time(From, "from"), Time(To, "to"));
        if (from > to)
            errors["to"] = ["must not be before 'from'"];
        foreach (var (field, text) in new[] { ("who", Who), ("action", Action), ("target", Target), ("text", Text) })
        {
            if (text is { Length: > MaxLength })
                errors[field] = [$"must be at most {MaxLength} characters"];
        }

        if (errors.Count > 0)
        {
            problem = Problem.Invalid(errors);
            return false;
        }

        problem = null;
        filter = new AuditFilter(Given(Who), Given(Action), Given(Target), outcome, from, to, Given(Text));
        return true;

        DateTimeOffset? Time(string? text, string field)
        {
            if (string.IsNullOrWhiteSpace(text))
                return null;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
                return time;
            errors[field] = ["must be a time in ISO 8601, for example 2026-01-31T12:00:00Z"];
            return null;
        }
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
