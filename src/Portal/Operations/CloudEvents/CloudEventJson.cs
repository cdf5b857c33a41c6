using System.Text;
using System.Text.Json;

namespace Portal.Operations.CloudEvents;

/// <summary>The structured mode: CloudEvents' JSON format.</summary>
internal static class CloudEventJson
{
    /// <param name="json">One event.</param>
    /// <param name="prefix">What goes before the names of fields in errors.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static CloudEvent Read(JsonElement json, string prefix, Dictionary<string, string[]> errors)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        string? contentType = null;
        JsonElement? data = null, base64 = null;
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors[prefix.Length == 0 ? "body" : prefix.TrimEnd('.')] = ["must be a JSON object: an event"];
            return new CloudEvent(attributes, "", default);
        }

        foreach (var member in json.EnumerateObject())
        {
            if (member.NameEquals("data"))
                data = member.Value;
            else if (member.NameEquals("data_base64"))
                base64 = member.Value;
            else if (member.Value.ValueKind == JsonValueKind.Null)
                continue; // as good as left out
            else if (Text(member.Value) is not { } value)
                errors[prefix + member.Name] = ["must be a string, a whole number or a boolean"];
            else if (member.NameEquals("datacontenttype"))
                contentType = value;
            else
                attributes[member.Name] = value;
        }

        var bytes = Data(data, base64, contentType, prefix, errors);
        contentType ??= data is null ? "application/octet-stream" : "application/json";
        CloudEventRules.Check(attributes, contentType, name => prefix + name, errors);
        return new CloudEvent(attributes, contentType, bytes);
    }

    private static byte[] Data(JsonElement? data, JsonElement? base64, string? contentType, string prefix, Dictionary<string, string[]> errors)
    {
        if (base64 is { } encoded)
        {
            if (data is not null)
                errors[prefix + "data_base64"] = ["must not be there together with 'data'"];
            else if (encoded.ValueKind == JsonValueKind.String && encoded.TryGetBytesFromBase64(out var bytes))
                return bytes;
            else
                errors[prefix + "data_base64"] = ["must be base64 in a string"];
            return [];
        }

        if (data is not { } value)
            return [];
        if (contentType is null || IsJson(contentType))
            return Encoding.UTF8.GetBytes(value.GetRawText());
        if (value.ValueKind == JsonValueKind.String)
            return Encoding.UTF8.GetBytes(value.GetString()!);
        errors[prefix + "data"] = [$"must be a string, as it is said to be {contentType}; or use 'data_base64'"];
        return [];
    }

    private static bool IsJson(string contentType)
    {
        var type = contentType.Split(';')[0].Trim();
        return type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number when value.TryGetInt32(out _) => value.GetRawText(),
        _ => null,
    };
}
