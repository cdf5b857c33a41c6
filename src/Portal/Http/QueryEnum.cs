using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Portal.Client.Contracts;

namespace Portal.Http;

/// <summary>Reads an enum of the query string by its JSON name, and says which names there are when it is none.</summary>
internal static class QueryEnum
{
    public static bool TryParse<T>(string? text, string field, out T? value, [NotNullWhen(false)] out Problem? problem)
        where T : struct, Enum
    {
        value = null;
        problem = null;
        if (string.IsNullOrEmpty(text))
            return true;
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (JsonSerializer.Serialize(candidate).Trim('"') != text)
                continue;
            value = candidate;
            return true;
        }

        var names = string.Join(", ", Enum.GetValues<T>().Select(v => JsonSerializer.Serialize(v).Trim('"')));
        problem = Problem.Invalid(field, "must be one of " + names);
        return false;
    }
}
