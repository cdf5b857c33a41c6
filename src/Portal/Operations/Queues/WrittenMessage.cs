using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Messaging;
using Portal.Client.Contracts;
using Portal.Client.Queues;

namespace Portal.Operations.Queues;

/// <summary>Makes a message of what a person wrote, or says beside each field what is wrong with it.</summary>
/// <param name="Message">The message.</param>
/// <param name="DueAt">Not delivered before this time; null for at once.</param>
internal sealed record WrittenMessage(Message Message, DateTimeOffset? DueAt)
{
    private const double LongestSeconds = 365 * 86_400;
    private static readonly MethodInfo _read = typeof(MessageSerializers).GetMethod(nameof(MessageSerializers.Read))!;

    public static Outcome<WrittenMessage> Read(SendMessage written, MessageSerializers serializers, TimeProvider time)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Check("type", IsName(written.Type), $"must be 1 to {Message.MaxNameLength} printable ASCII characters");
        Check("contentType", IsName(written.ContentType), $"must be 1 to {Message.MaxNameLength} printable ASCII characters");
        Check("orderingKey", written.OrderingKey is null || IsName(written.OrderingKey), $"must be 1 to {Message.MaxNameLength} printable ASCII characters");
        Check("correlationId", written.CorrelationId is null || IsName(written.CorrelationId), $"must be 1 to {Message.MaxNameLength} printable ASCII characters");
        Check("delaySeconds", written.DelaySeconds is null or (>= 0 and <= LongestSeconds), "must be 0 to 31,536,000 seconds");
        Check("timeToLiveSeconds", written.TimeToLiveSeconds is null or (>= 0.001 and <= LongestSeconds), "must be 0.001 to 31,536,000 seconds");
        foreach (var (name, value) in written.Headers)
        {
            Check("headers", MessageHeaders.IsName(name), $"'{name}' is no header name: 1 to {EntityName.MaxLength} of a-z 0-9 . - _");
            Check("headers", !MessageHeaders.HasMeaning(name), $"'{name}' means something to the broker; it has a field of its own or cannot be set");
            Check("headers", value is not null, $"'{name}' has no value");
        }

        if (errors.Count > 0)
            return Problem.Invalid(errors);
        var now = time.GetUtcNow();
        var due = written.DelaySeconds is > 0 and var delay ? now.AddSeconds(delay) : (DateTimeOffset?)null;
        var message = new Message(written.Type, Encoding.UTF8.GetBytes(written.Body), written.ContentType, null, Headers(written, due ?? now));
        return BodyError(message, serializers) is { } error ? Problem.Invalid("body", error) : new WrittenMessage(message, due);

        void Check(string field, bool isValid, string words)
        {
            if (!isValid)
                errors[field] = [.. errors.GetValueOrDefault(field, []), words];
        }
    }

    private static Dictionary<string, string> Headers(SendMessage written, DateTimeOffset from)
    {
        var headers = MessageFactory.Headers(written.CorrelationId);
        foreach (var (name, value) in written.Headers)
            headers[name] = value;
        if (written.OrderingKey is { } key)
            headers[MessageHeaders.OrderingKey] = key;
        if (written.TimeToLiveSeconds is { } live)
            headers[MessageHeaders.ExpiresAt] = from.AddSeconds(live).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return headers;
    }

    /// <summary>What a person types by hand is checked before it becomes a dead letter. Of types nobody here knows only whether it is JSON.</summary>
    private static string? BodyError(Message message, MessageSerializers serializers)
    {
        if (!message.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase))
            return null;
        try
        {
            using var json = JsonDocument.Parse(message.Body);
            if (MessageTypes.ClassOf(message.Type) is { } type && serializers.Find(message.ContentType) is not null)
                _read.MakeGenericMethod(type).Invoke(serializers, [message]);
            return null;
        }
        catch (JsonException e)
        {
            return $"is no JSON: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}";
        }
        catch (TargetInvocationException e) when (e.InnerException is UndeserializableException unreadable)
        {
            return $"is no {message.Type}: {unreadable.InnerException?.Message ?? unreadable.Message}";
        }
    }

    private static bool IsName(string? text) =>
        text is { Length: > 0 and <= Message.MaxNameLength } && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
