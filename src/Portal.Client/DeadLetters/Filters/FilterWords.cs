using Portal.Client.Contracts;
using Portal.Client.Elements;

namespace Portal.Client.DeadLetters.Filters;

/// <summary>A filter as a person reads it, for dialogs.</summary>
internal static class FilterWords
{
    public static IReadOnlyList<string> Of(DeadLetterFilter filter)
    {
        string?[] parts =
        [
            filter.Group is null ? null : "of one group",
            filter.Status is { } status ? $"status {WireName.Of(status)}" : null,
            filter.Queue is { } queue ? $"queue {queue}" : null,
            filter.Type is { } type ? $"type {type}" : null,
            filter.Exception is { } exception ? $"exception {exception}" : null,
            filter.Text is { } text ? $"text “{text}”" : null,
            filter.From is { } from ? $"failed at {Figures.Exact(from)} or later" : null,
            filter.To is { } to ? $"failed before {Figures.Exact(to)}" : null,
        ];
        return [.. parts.OfType<string>()];
    }
}
