namespace Portal.Http.Idempotency;

/// <summary>What a request was answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Those that are part of the answer.</param>
/// <param name="Body">The bytes of the body.</param>
internal sealed record KeptAnswer(int Status, Dictionary<string, string> Headers, byte[] Body)
{
    private static readonly string[] _names =
    [
        "Content-Type", "Content-Disposition", "Location", "Content-Location", "ETag", "Retry-After", "Preference-Applied", "Message-Id", "Message-Type",
    ];

    public static KeptAnswer Of(HttpResponse response, byte[] body)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in _names)
        {
            if (response.Headers.TryGetValue(name, out var value))
                headers[name] = value.ToString();
        }

        return new KeptAnswer(response.StatusCode, headers, body);
    }

    public async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (Body.Length == 0)
            return;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, cancellationToken);
    }
}
