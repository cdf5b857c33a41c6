using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Client.Contracts;

namespace Portal.Client.DeadLetters.Filters;

/// <summary>
/// A filter as the query string of the desk, and back. The names are those of <c>GET /api/dead-letters</c>, and what an
/// operation remembers as its filter: a link is a view, whoever made it.
/// </summary>
public static class DeadLetterAddress
{
    public const string Desk = "dead-letters";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'";

    /// <summary>Without the question mark; empty for the filter that everything matches.</summary>
    public static string QueryOf(DeadLetterFilter filter) => Join(Parts(filter));

    /// <summary>What is not understood is left out of account, as if it were not there.</summary>
    public static DeadLetterFilter Parse(string? query)
    {
        var parts = QueryHelpers.ParseQuery(query);
        return new DeadLetterFilter(
            Part("queue"), Part("type"), WireName.Parse<DeadLetterStatus>(Part("status")), Part("text"), Part("exception"),
            TimeOf(Part("from")), TimeOf(Part("to")), Part("group"));

        string? Part(string name) => parts.TryGetValue(name, out var values) ? Blank(values.ToString()) : null;
    }

    public static string List(DeadLetterFilter filter, string? after = null) =>
        Address(Desk, [("view", DeskView.List), .. Parts(filter), ("after", after)]);

    public static string Groups(DeadLetterFilter filter, string? after = null) =>
        Address(Desk, [("view", DeskView.Groups), .. Parts(filter), ("after", after)]);

    /// <summary>The page of one, which knows the view it was opened from and so what is before and after it.</summary>
    public static string Letter(string id, DeadLetterFilter from) => Address($"{Desk}/{Uri.EscapeDataString(id)}", Parts(from));

    public static string Edit(string id, DeadLetterFilter from) => Address($"{Desk}/{Uri.EscapeDataString(id)}/edit", Parts(from));

    public static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    public static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static (string Name, string? Value)[] Parts(DeadLetterFilter filter) =>
    [
        ("queue", filter.Queue),
        ("type", filter.Type),
        ("exception", filter.Exception),
        ("status", filter.Status is { } status ? WireName.Of(status) : null),
        ("text", filter.Text),
        ("from", filter.From?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)),
        ("to", filter.To?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)),
        ("group", filter.Group),
    ];

    private static string Address(string path, IEnumerable<(string Name, string? Value)> parts)
    {
        var query = Join(parts);
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static string Join(IEnumerable<(string Name, string? Value)> parts) =>
        string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
}
