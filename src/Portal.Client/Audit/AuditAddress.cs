using System.Globalization;
using Portal.Client.Contracts;

namespace Portal.Client.Audit;

/// <summary>The filter as it stands in the page's address.</summary>
internal static class AuditAddress
{
    private const string Minute = "yyyy-MM-dd'T'HH:mm'Z'";

    public static AuditFilter Read(string? who, string? action, string? target, string? outcome, string? from, string? to, string? text) => new(
        Blank(who), Blank(action), Blank(target), WireName.Parse<AuditOutcome>(outcome), Time(from), Time(to), Blank(text));

    public static Dictionary<string, object?> Parameters(string? who, string? action, string? target, string? outcome, DateTime? from, DateTime? to, string? text) => new()
    {
        ["who"] = Blank(who),
        ["action"] = Blank(action),
        ["target"] = Blank(target),
        ["outcome"] = Blank(outcome),
        ["from"] = from?.ToString(Minute, CultureInfo.InvariantCulture),
        ["to"] = to?.ToString(Minute, CultureInfo.InvariantCulture),
        ["text"] = Blank(text),
        ["after"] = null,
        ["entry"] = null,
    };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
