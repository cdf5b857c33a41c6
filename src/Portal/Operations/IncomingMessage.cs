using System.Globalization;
using Messaging;
using Portal.Client.Contracts;

namespace Portal.Operations;

/// <summary>Reads a message off a request: its HTTP headers and its body, whatever that is.</summary>
internal sealed record IncomingMessage(Message Message, TimeSpan Delay)
{
    private static readonly TimeSpan _maxDelay = TimeSpan.FromDays(365);

    /// <summary>What the contract has and this version does not: refused, because to ignore it would be to break a promise.</summary>
    private static readonly string[] _notYet = ["Ordering-Key", "Time-To-Live"];

    /// <exception cref="BadHttpRequestException">The body is over the server's limit.</exception>
    public static async Task<Outcome<IncomingMessage>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var header in _notYet.Where(request.Headers.ContainsKey))
            errors[header] = ["is not supported by this version"];
        var id = Name("Message-Id", null);
        var type = Name("Message-Type", "untyped");
        var contentType = string.IsNullOrEmpty(request.ContentType) ? "application/octet-stream" : request.ContentType;
        var delay = Delay();
        var headers = MessageFactory.Headers(Name("Correlation-Id", null), replyTo: Name("Reply-To", null));
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

        TimeSpan Delay()
        {
            var value = request.Headers["Delay"].ToString();
            if (value.Length == 0)
                return TimeSpan.Zero;
            if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                && seconds <= _maxDelay.TotalSeconds)
                return TimeSpan.FromSeconds(seconds);
            errors["Delay"] = [$"must be 0 to {_maxDelay.TotalSeconds} seconds"];
            return TimeSpan.Zero;
        }
    }
}
