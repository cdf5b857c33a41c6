using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Http;

namespace Portal.Operations.DeadLetters;

/// <summary>A filter as it stands in a query string.</summary>
internal sealed record DeadLetterFilterQuery(
    [property: Description("Only of this queue.")] string? Queue,
    [property: Description("Only of this message type.")] string? Type,
    [property: Description("Only with this exception type.")] string? Exception,
    [property: Description("Words, or beginnings of words, that must all occur in headers, body, ids, reason or exception.")] string? Text,
    [property: Description("Only those that last failed at this time or later; ISO 8601.")] string? From,
    [property: Description("Only those that last failed before this time; ISO 8601.")] string? To,
    [property: Description("failed, replaying, replayed, resolved or archived.")] string? Status,
    [property: Description("Only of this group.")] string? Group)
{
    public bool TryRead([NotNullWhen(true)] out DeadLetterFilter? filter, [NotNullWhen(false)] out Problem? problem)
    {
        filter = null;
        if (!QueryEnum.TryParse<DeadLetterStatus>(Status, "status", out var status, out problem))
            return false;
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var (from, to) = (Time(From, "from"), Time(To, "to"));
        if (from > to)
            errors["to"] = ["must not be before 'from'"];
        if (errors.Count > 0)
        {
            problem = Problem.Invalid(errors);
            return false;
        }

        problem = null;
        filter = new DeadLetterFilter(Given(Queue), Given(Type), status, Given(Text), Given(Exception), from, to, Given(Group));
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

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
