using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Portal.Client.Contracts;

namespace Portal.Http;

/// <summary>Reads what a filter has in a query string as text, and gathers what is wrong with it, field by field.</summary>
internal sealed class QueryFields
{
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    /// <summary>The fields <c>from</c> and <c>to</c>: times in ISO 8601, UTC unless they say otherwise; null where nothing is given.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) Span(string? from, string? to)
    {
        var (first, last) = (Time("from", from), Time("to", to));
        if (first > last)
            Refuse("to", "must not be before 'from'");
        return (first, last);
    }

    public void Refuse(string field, string why) => _errors[field] = [why];

    public bool AreValid([NotNullWhen(false)] out Problem? problem)
    {
        problem = _errors.Count > 0 ? Problem.Invalid(_errors) : null;
        return problem is null;
    }

    private DateTimeOffset? Time(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        Refuse(field, "must be a time in ISO 8601, for example 2026-01-31T12:00:00Z");
        return null;
    }
}
