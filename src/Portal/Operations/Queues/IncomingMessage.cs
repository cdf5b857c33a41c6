using System.Globalization;
using Messaging;
using Portal.Client.Contracts;
using Portal.Data.Once;

namespace Portal.Operations.Queues;

/// <summary>Reads a message off a request: its HTTP headers and its body, whatever that is.</summary>
internal sealed record IncomingMessage(Message Message, TimeSpan Delay)
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(365);

    /// <exception cref="BadHttpRequestException">The body is over the server's limit.</exception>
    public static async Task<Outcome<IncomingMessage>> ReadAsync(HttpRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        
        // Sent again after a crash the message has the same id, and so the caller the same answer.
        var id = Name("Message-Id", OnceRequest.Current?.Id.ToString("N"));
        var type = Name("Message-Type", "untyped");
        var contentType = string.IsNullOrEmpty(request.ContentType) ? "application/octet-stream" : request.ContentType;
        var delay = Seconds("Delay") ?? TimeSpan.Zero;
        var headers = MessageFactory.Headers(Name("Correlation-Id", null), replyTo: Name("Reply-To", null));
        if (Name("Ordering-Key", null) is { } key)
            headers[MessageHeaders.OrderingKey] = key;
        if (Seconds("Time-To-Live") is { } live)
            headers[MessageHeaders.ExpiresAt] = (time.GetUtcNow() + delay + live).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in request.Headers)
        {
            if (name.StartsWith("X-", StringComparison.OrdinalIgnoreCase))
                headers[name.ToLowerInvariant()] = value.ToString();
        }

        if (contentType.Length > Message.MaxNameLength)
            errors["Content-Type"] = [$"must be at most {Message.MaxNameLength} characters"];
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return new IncomingMessage(new Message(type!, body.ToArray(), contentType, id, headers), delay);

        string? Name(string header, string? otherwise)
        {
            var value = request.Headers[header].ToString();
            if (value.Length == 0)
                return otherwise;
            if (value.Length > Message.MaxNameLength || value.Any(c => c is < ' ' or > '~'))
                errors[header] = [$"must be 1 to {Message.MaxNameLength} printable ASCII characters"];
            return value;
        }

        TimeSpan? Seconds(string header)
        {
            var value = request.Headers[header].ToString();
            if (value.Length == 0)
                return null;
            if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                && seconds <= _longest.TotalSeconds)
                return TimeSpan.FromSeconds(seconds);
            errors[header] = [$"must be 0 to {_longest.TotalSeconds} seconds"];
            return null;
        }
    }
}
