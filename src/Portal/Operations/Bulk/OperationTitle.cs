using System.Globalization;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;

namespace Portal.Operations.Bulk;

/// <summary>What an operation is about, in words.</summary>
internal static class OperationTitle
{
    private const int MaxText = 60;

    public static string Of(StartOperation request, long count)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{request.Kind} {count:N0} {(count == 1 ? "dead letter" : "dead letters")}");
        var to = request.Queue is null ? "" : $", to queue {request.Queue}";
        return what + (request.Filter is { } filter ? Of(filter) : ", selected by hand") + to;
    }

    private static string Of(DeadLetterFilter filter)
    {
        var parts = new List<string>();
        if (filter.Type is { } type)
            parts.Add($" of type {Short(type)}");
        if (filter.Queue is { } queue)
            parts.Add($" of queue {Short(queue)}");
        if (filter.Exception is { } exception)
            parts.Add($" with {Short(exception)}");
        if (filter.Group is not null)
            parts.Add(" of one group");
        if (filter.Text is { } text)
            parts.Add($" that contain \u201c{Short(text)}\u201d");
        if (filter.From is { } from)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $" from {from.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
        if (filter.To is { } to)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $" until {to.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
        return string.Concat(parts);
    }

    private static string Short(string text) => text.Length <= MaxText ? text : text[..MaxText] + "\u2026";
}
