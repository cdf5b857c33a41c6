using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Messaging;
using Portal.Client.Topics;

namespace Portal.Operations.Topics.Webhooks.Signing;

/// <summary>An event as it is sent: the body as it was published, with the headers of Standard Webhooks; or as a CloudEvent in JSON.</summary>
internal static class WebhookRequest
{
    private const string CloudEventType = "application/cloudevents+json";

    public static HttpRequestMessage Make(Webhook webhook, IReadOnlyList<string> secrets, Message message, DateTimeOffset now)
    {
        var isStructured = webhook.Format == WebhookFormat.CloudEvents;
        var body = isStructured ? CloudEvent(webhook, message) : message.Body;
        var timestamp = now.ToUnixTimeSeconds();
        var content = new ReadOnlyMemoryContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", isStructured ? CloudEventType : message.ContentType);
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = content };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Portal-Webhooks", "1.0"));
        Add("webhook-id", message.Id);
        Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        Add("webhook-signature", WebhookSignature.Of(secrets, message.Id, timestamp, body.Span));
        Add("Message-Type", message.Type);
        Add("Correlation-Id", message.CorrelationId);
        foreach (var (name, value) in message.Headers)
        {
            if (name is MessageHeaders.TraceParent or MessageHeaders.TraceState or MessageHeaders.OrderingKey || (!isStructured && name.StartsWith("ce-", StringComparison.Ordinal)))
                Add(name, value);
        }

        return request;

        void Add(string name, string value)
        {
            if (IsHeader(value))
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>A header is printable ASCII, whatever somebody published.</summary>
    private static bool IsHeader(string value) => value.Length > 0 && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>CloudEvents 1.0, structured: what was published as one keeps its attributes.</summary>
    private static byte[] CloudEvent(Webhook webhook, Message message)
    {
        using var written = new MemoryStream();
        using (var json = new Utf8JsonWriter(written))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", message.Headers.GetValueOrDefault("ce-id") ?? message.Id);
            json.WriteString("source", message.Headers.GetValueOrDefault("ce-source") ?? "/topics/" + webhook.Topic);
            json.WriteString("type", message.Headers.GetValueOrDefault("ce-type") ?? message.Type);
            foreach (var (name, value) in message.Headers)
            {
                if (name.StartsWith("ce-", StringComparison.Ordinal) && name is not ("ce-id" or "ce-source" or "ce-type" or "ce-specversion" or "ce-datacontenttype" or "ce-data" or "ce-data_base64"))
                    json.WriteString(name[3..], value);
            }

            json.WriteString("datacontenttype", message.ContentType);
            if (!TryWriteJson(json, message))
            {
                if (IsText(message.ContentType) && TryText(message.Body.Span, out var text))
                    json.WriteString("data", text);
                else
                    json.WriteBase64String("data_base64", message.Body.Span);
            }

            json.WriteEndObject();
        }

        return written.ToArray();
    }

    private static bool TryWriteJson(Utf8JsonWriter json, Message message)
    {
        if (!message.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase))
            return false;
        if (!IsJson(message.Body.Span))
            return false;

        // As it was published, not read and written anew: a number keeps its digits, and half a surrogate pair, which JSON allows, its escape.
        json.WritePropertyName("data");
        json.WriteRawValue(message.Body.Span, skipInputValidation: true);
        return true;
    }

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        if (!System.Text.Unicode.Utf8.IsValid(body))
            return false;
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
                // To its end: then it is one value and nothing after it.
            }

            return reader.BytesConsumed > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsText(string contentType) => contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);

    private static bool TryText(ReadOnlySpan<byte> body, out string text)
    {
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
