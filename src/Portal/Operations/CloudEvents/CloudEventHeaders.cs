using System.Text;

namespace Portal.Operations.CloudEvents;

/// <summary>The binary mode: attributes are headers <c>ce-…</c>, whose values are percent-encoded UTF-8.</summary>
internal static class CloudEventHeaders
{
    private const string Prefix = "ce-";
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static CloudEvent Read(IHeaderDictionary headers, string contentType, ReadOnlyMemory<byte> data, Dictionary<string, string[]> errors)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (header, values) in headers)
        {
            if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            var name = header[Prefix.Length..].ToLowerInvariant();
            if (values.Count != 1)
                errors[Prefix + name] = ["is given more than once"];
            else if (name == "datacontenttype")
                errors[Prefix + name] = ["is said by Content-Type in the binary mode"];
            else if (Decode(values[0]!) is { } value)
                attributes[name] = value;
            else
                errors[Prefix + name] = ["is no percent-encoded UTF-8"];
        }

        CloudEventRules.Check(attributes, contentType, name => name == "datacontenttype" ? "Content-Type" : Prefix + name, errors);
        return new CloudEvent(attributes, contentType, data);
    }

    /// <summary>Null when what is encoded is no UTF-8. A percent sign that begins no encoded byte stands for itself.</summary>
    internal static string? Decode(string value)
    {
        var text = value is ['"', .. var inner, '"'] ? Unquote(inner) : value;
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(_strict.GetBytes(text, i, 1));
            }
        }

        try
        {
            return _strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Unquote(string inner)
    {
        var text = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length)
                i++;
            text.Append(inner[i]);
        }

        return text.ToString();
    }
}
