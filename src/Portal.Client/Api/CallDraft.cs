using System.Text;

namespace Portal.Client.Api;

/// <summary>A call with what a person has filled in.</summary>
internal sealed class CallDraft(ApiCall call)
{
    public ApiCall Call { get; } = call;

    /// <summary>By name of the parameter; only what is needed is filled in beforehand.</summary>
    public Dictionary<string, string> Values { get; } = call.Parameters.ToDictionary(p => p.Name, p => p.In == "path" ? p.Example : "", StringComparer.OrdinalIgnoreCase);

    public string? Body { get; set; } = call.Body?.Example;

    public string? BodyToSend => string.IsNullOrWhiteSpace(Body) ? null : Body;

    /// <summary>The address below the portal's own, without a slash before it.</summary>
    public string Address
    {
        get
        {
            var path = Call.Path.TrimStart('/');
            foreach (var parameter in Call.Parameters.Where(p => p.In == "path"))
                path = path.Replace("{" + parameter.Name + "}", Uri.EscapeDataString(Values[parameter.Name]), StringComparison.Ordinal);
            var query = Call.Parameters.Where(p => p.In == "query" && Values[p.Name].Length > 0)
                .Select(p => $"{p.Name}={Uri.EscapeDataString(Values[p.Name])}").ToList();
            return query.Count == 0 ? path : path + "?" + string.Join('&', query);
        }
    }

    public Dictionary<string, string> Headers
    {
        get
        {
            var headers = Call.Parameters.Where(p => p.In == "header" && Values[p.Name].Length > 0).ToDictionary(p => p.Name, p => Values[p.Name], StringComparer.OrdinalIgnoreCase);
            if (BodyToSend is not null && Call.Body is { } body)
                headers["Content-Type"] = body.ContentType;
            return headers;
        }
    }

    /// <summary>Why it cannot be sent yet, or null.</summary>
    public string? Missing => Call.Parameters.FirstOrDefault(p => p.In == "path" && string.IsNullOrWhiteSpace(Values[p.Name])) is { } empty ? $"Fill in {empty.Name}." : null;

    /// <summary>The same for a shell, with the address and the key in variables.</summary>
    public string Curl
    {
        get
        {
            var line = new StringBuilder("curl");
            if (Call.Method != "GET")
                line.Append(" --request ").Append(Call.Method);
            line.Append(" --header \"Authorization: Bearer $KEY\"");
            foreach (var (name, value) in Headers)
                line.Append(" \\\n  --header ").Append(Quoted($"{name}: {value}"));
            if (BodyToSend is { } body)
                line.Append(" \\\n  --data ").Append(Quoted(body));
            return line.Append(" \\\n  \"$PORTAL\"").Append(Quoted("/" + Address)).ToString();
        }
    }

    private static string Quoted(string text) => "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";
}
