using System.Globalization;
using Messaging;
using Portal.Client.Contracts;
using Portal.Data.Once;
using Portal.Operations.CloudEvents;

namespace Portal.Operations.Queues;

/// <summary>Reads a message off a request: its HTTP headers and its body, whatever that is.</summary>
internal sealed record IncomingMessage(Message Message, TimeSpan Delay)
{
    private const int SmallBody = 64 * 1024;
    private static readonly TimeSpan _longest = TimeSpan.FromDays(365);

    /// <summary>One message, also in the form of a CloudEvent.</summary>
    /// <exception cref="BadHttpRequestException">The body is over the server's limit.</exception>
    public static async Task<Outcome<IncomingMessage>> ReadAsync(HttpRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var mode = CloudEventReader.ModeOf(request);
        if (mode == CloudEventMode.None)
            return await ReadPlainAsync(request, time, cancellationToken);
        if (mode == CloudEventMode.Batched)
            return new Problem(415, "One event at a time", "Batches of CloudEvents are taken by topics: POST /api/topics/{topic}/messages.");
        var events = await ReadEventsAsync(mode, request, time, cancellationToken);
        return events.Succeeded ? events.Value[0] : events.Problem;
    }

    /// <summary>All messages of a request that carries CloudEvents; headers that say how to deliver hold for each.</summary>
    public static async Task<Outcome<List<IncomingMessage>>> ReadEventsAsync(
        CloudEventMode mode, HttpRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var plain = await ReadPlainAsync(request, time, cancellationToken);
        if (!plain.Succeeded)
            return plain.Problem;
        var (message, delay) = plain.Value;
        var events = CloudEventReader.Read(mode, request, message.Body);
        return events.Succeeded
            ? events.Value.ConvertAll(one => new IncomingMessage(one.ToMessage(message.Headers), delay))
            : events.Problem;
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Of a small one the server vouches for the length that was said; a large one gets its memory as it comes.
        if (request.ContentLength is { } length and <= SmallBody)
        {
            var bytes = new byte[length];
            await request.Body.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private static async Task<Outcome<IncomingMessage>> ReadPlainAsync(HttpRequest request, TimeProvider time, CancellationToken cancellationToken)
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

        if (contentType.Length > Message.MaxNameLength || contentType.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            errors["Content-Type"] = [$"must be at most {Message.MaxNameLength} printable ASCII characters"];
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        return new IncomingMessage(new Message(type!, await ReadBodyAsync(request, cancellationToken), contentType, id, headers), delay);

        string? Name(string header, string? otherwise)
        {
            var value = request.Headers[header].ToString();
            if (value.Length == 0)
                return otherwise;
            if (value.Length > Message.MaxNameLength || value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
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
