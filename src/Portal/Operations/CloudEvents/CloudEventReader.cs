using System.Globalization;
using System.Text.Json;
using Portal.Client.Contracts;

namespace Portal.Operations.CloudEvents;

/// <summary>Recognises and reads CloudEvents 1.0 (HTTP protocol binding, JSON format): binary, structured and batched.</summary>
internal static class CloudEventReader
{
    public const int MaxBatch = 500;
    private const string Structured = "application/cloudevents";
    private const string Batched = "application/cloudevents-batch";

    public static CloudEventMode ModeOf(HttpRequest request)
    {
        if (request.ContentType is { } type && type.StartsWith(Structured, StringComparison.OrdinalIgnoreCase))
        {
            return type.Split(';')[0].Trim().ToLowerInvariant() switch
            {
                Structured + "+json" => CloudEventMode.Structured,
                Batched + "+json" => CloudEventMode.Batched,
                _ => CloudEventMode.Unknown,
            };
        }

        return request.Headers.ContainsKey("ce-specversion") ? CloudEventMode.Binary : CloudEventMode.None;
    }

    public static Outcome<List<CloudEvent>> Read(CloudEventMode mode, HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        List<CloudEvent> events = [];
        switch (mode)
        {
            case CloudEventMode.Unknown:
                return new Problem(415, "The event format is not known", "Send CloudEvents as application/cloudevents+json, application/cloudevents-batch+json, or in the binary mode.");
            case CloudEventMode.Binary:
                events.Add(CloudEventHeaders.Read(request.Headers, Given(request.ContentType) ?? "application/octet-stream", body, errors));
                break;
            default:
                try
                {
                    using var json = JsonDocument.Parse(body);
                    ReadJson(mode, json.RootElement, events, errors);
                }
                catch (JsonException e)
                {
                    errors["body"] = [$"is not valid JSON (line {e.LineNumber + 1})"];
                }

                break;
        }

        return errors.Count > 0 ? Problem.Invalid(errors) : events;
    }

    private static void ReadJson(CloudEventMode mode, JsonElement json, List<CloudEvent> events, Dictionary<string, string[]> errors)
    {
        if (mode == CloudEventMode.Structured)
        {
            events.Add(CloudEventJson.Read(json, "", errors));
            return;
        }

        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is 0 or > MaxBatch)
        {
            errors["body"] = [$"must be a JSON array of 1 to {MaxBatch} events"];
            return;
        }

        var index = 0;
        foreach (var one in json.EnumerateArray())
            events.Add(CloudEventJson.Read(one, string.Create(CultureInfo.InvariantCulture, $"[{index++}]."), errors));
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
