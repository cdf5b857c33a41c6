using System.Globalization;
using System.Text.RegularExpressions;
using Messaging;

namespace Portal.Operations.CloudEvents;

/// <summary>What CloudEvents 1.0 asks of attributes, and what the broker asks of names.</summary>
internal static partial class CloudEventRules
{
    private const int MaxAttributes = 64;
    private const int MaxValue = 8192;
    private const int MaxName = 64;

    /// <param name="attributes">What was given.</param>
    /// <param name="contentType">The type of the data.</param>
    /// <param name="field">How the caller knows an attribute: <c>ce-id</c>, <c>id</c>, <c>[3].id</c>.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static void Check(
        Dictionary<string, string> attributes, string contentType, Func<string, string> field, Dictionary<string, string[]> errors)
    {
        if (attributes.GetValueOrDefault("specversion") is var version && version != "1.0")
            errors[field("specversion")] = [version is null ? "is required" : $"is '{Short(version)}'; only 1.0 is known"];
        foreach (var name in (ReadOnlySpan<string>)["id", "type"])
        {
            if (attributes.GetValueOrDefault(name) is not { Length: > 0 } value)
                errors[field(name)] = ["is required"];
            else if (value.Length > Message.MaxNameLength || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                errors[field(name)] = [$"must be 1 to {Message.MaxNameLength} printable ASCII characters here: it is the message's {name}"];
        }

        if (attributes.GetValueOrDefault("source") is not { Length: > 0 } source)
            errors[field("source")] = ["is required"];
        else if (source.Any(char.IsWhiteSpace) || !Uri.TryCreate(source, UriKind.RelativeOrAbsolute, out _))
            errors[field("source")] = ["must be a URI reference"];
        if (attributes.GetValueOrDefault("subject") is { Length: 0 })
            errors[field("subject")] = ["must not be empty; leave it out"];
        if (attributes.GetValueOrDefault("time") is { } time && !(Rfc3339().IsMatch(time) && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out _)))
            errors[field("time")] = ["must be a time after RFC 3339, for example 2026-01-31T12:00:00Z"];
        if (attributes.GetValueOrDefault("dataschema") is { } schema && !Uri.TryCreate(schema, UriKind.Absolute, out _))
            errors[field("dataschema")] = ["must be an absolute URI"];
        if (contentType.Length > Message.MaxNameLength || contentType.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            errors[field("datacontenttype")] = [$"must be at most {Message.MaxNameLength} printable ASCII characters"];
        if (attributes.Count > MaxAttributes)
            errors[field("*")] = [$"there must be at most {MaxAttributes} attributes"];
        foreach (var (name, value) in attributes)
        {
            if (name.Length > MaxName || !Name().IsMatch(name))
                errors[field(Short(name))] = [$"is no name of an attribute: 1 to {MaxName} of a-z and 0-9"];
            else if (value.Length > MaxValue || value.Any(char.IsControl))
                errors[field(name)] = [$"must be at most {MaxValue} characters without control characters"];
        }
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();

    [GeneratedRegex("^[a-z0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
