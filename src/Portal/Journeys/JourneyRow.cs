using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Messaging;
using Portal.Client.Messages;
using Portal.Redaction;
using Portal.ThirdParties;

namespace Portal.Journeys;

/// <summary>
/// What was kept of one conversation within a moment, in its stored form. Together in one row: a row of its own for each note
/// would cost three times as much.
/// </summary>
internal sealed class JourneyRow
{
    private static readonly UTF8Encoding _strictUtf8 = new(false, throwOnInvalidBytes: true);

    public Dictionary<string, KeptMessage> Messages { get; init; } = new(StringComparer.Ordinal);

    public List<KeptCall> Calls { get; init; } = [];

    public void Add(in JourneyNote note, Redactor redactor)
    {
        if (note.Message is { } message)
            Messages.TryAdd(message.Id, Keep(message, redactor)); // an event is told of once for each queue
        if (note.Call is { } call)
            Calls.Add(Keep(call));
    }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, JourneyJson.Default.JourneyRow);

    public static JourneyRow Read(byte[] stored) => JsonSerializer.Deserialize(stored, JourneyJson.Default.JourneyRow) ?? new JourneyRow();

    private static KeptMessage Keep(Message message, Redactor redactor)
    {
        var body = message.Body;
        if (body.Length > JourneyNote.MaxBody)
            return new KeptMessage(message.ContentType, redactor.Headers(message.Headers), null, null, body.Length);
        return Text(message) is { } text
            ? new KeptMessage(message.ContentType, redactor.Headers(message.Headers), redactor.Text(text), null, body.Length)
            : new KeptMessage(message.ContentType, redactor.Headers(message.Headers), null, redactor.Bytes(body.Span), body.Length);
    }

    private static KeptCall Keep(ThirdPartyCall call) => new(
        call.Cause.Message.Id, call.Cause.Queue, call.Cause.DeliveryCount, call.Party, call.Method, call.Path, call.At, call.Milliseconds, call.StatusCode, call.Error);

    private static string? Text(Message message)
    {
        try
        {
            return MessageContent.IsText(message.ContentType) ? _strictUtf8.GetString(message.Body.Span) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

internal sealed record KeptMessage(string ContentType, IReadOnlyDictionary<string, string> Headers, string? Text, byte[]? Bytes, int Length);

internal sealed record KeptCall(
    string MessageId, string Queue, int DeliveryCount, string Party, string Method, string Path, long At, double Milliseconds, int? StatusCode, string? Error);

/// <summary>Generated ahead: reflection would cost more than the row.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(JourneyRow))]
internal sealed partial class JourneyJson : JsonSerializerContext;
