using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
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
        var fields = new QueryFields();
        var (from, to) = fields.Span(From, To);
        if (!fields.AreValid(out problem))
            return false;
        filter = new DeadLetterFilter(Given(Queue), Given(Type), status, Given(Text), Given(Exception), from, to, Given(Group));
        return true;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
