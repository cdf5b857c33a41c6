using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Portal.Http.OpenApi;

/// <summary>
/// Makes an example of a type: what its properties are called says what a likely value is. So an example has the shape that the type has
/// today, and none is forgotten.
/// </summary>
internal static class Examples
{
    private const int MaxDepth = 6;

    private static readonly Dictionary<string, string> _texts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = "01a1fe2439677e93ba990f20d5973775",
        ["sku"] = "KB-100",
        ["currency"] = "EUR",
        ["customer"] = "Ada",
        ["card"] = "tok_visa",
        ["queue"] = "billing",
        ["topic"] = "sales",
        ["subscription"] = "billing",
        ["type"] = "sales.order-placed.v1",
        ["contentType"] = "application/json",
        ["body"] = "eyJhIjoxfQ==",
        ["reason"] = "Counted again",
        ["carrier"] = "fast",
        ["trigger"] = "operation-retention-daily",
        ["schedule"] = "evening",
        ["token"] = "eyJxIjoiYmlsbGluZyJ9",
        ["leaseToken"] = "1-42-1-7f3a",
        ["invoiceNumber"] = "INV-000001",
        ["trackingNumber"] = "TE574052510504",
        ["workload"] = "sample",
        ["cron"] = "0 0 19 * * ?",
        ["timeZone"] = "Europe/Berlin",
        ["action"] = "stop",
        ["by"] = "admin",
        ["startedBy"] = "admin",
        ["owner"] = "admin",
        ["text"] = "timeout",
        ["note"] = "The payment gateway was down.",
        ["title"] = "Replay 12 dead letters of queue billing",
        ["messageId"] = "01a1fe24396773c5a0d2cb2a4f1d8e90",
        ["correlation"] = "01a1fe2439677e93ba990f20d5973775",
        ["exception"] = "System.TimeoutException",
        ["exceptionType"] = "System.TimeoutException",
        ["exceptionMessage"] = "No answer in 10 seconds.",
        ["name"] = "web-1",
        ["types"] = "orderChanged,instanceChanged",
        ["url"] = "https://example.com/hook",
        ["location"] = "/api/orders/01a1fe2439677e93ba990f20d5973775",
        ["group"] = "5d41402abc4b2a76",
        ["groupId"] = "5d41402abc4b2a76",
        ["format"] = "csv",
    };

    /// <summary>What is null more often than not.</summary>
    private static readonly HashSet<string> _absent = new(StringComparer.OrdinalIgnoreCase)
    {
        "next", "previous", "after", "failure", "deadLetterId", "searchedTo", "endedAt", "words", "stage", "stackTrace", "editedTo", "editedFrom", "bodyBase64", "ids", "draftId",
    };

    private static readonly Dictionary<string, double> _numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["limit"] = 50, ["max"] = 10, ["wait"] = 10, ["lease"] = 30, ["timeout"] = 30, ["delay"] = 5, ["stateCode"] = 16, ["quantity"] = 2, ["failureRate"] = 0, ["latencyMs"] = 20,
    };

    public static JsonNode? Of(Type type, JsonSerializerOptions json) => Of(type, "", json, 0);

    /// <summary>Of a parameter.</summary>
    public static JsonNode? Of(Type type, string name, JsonSerializerOptions json) => Of(type, name, json, 0);

    private static JsonNode? Of(Type type, string name, JsonSerializerOptions json, int depth)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (_absent.Contains(name) && depth > 0)
            return null;
        if (Scalar(plain, name, json) is { } scalar)
            return scalar;
        if (depth >= MaxDepth)
            return null;
        var info = json.GetTypeInfo(plain);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Object(info, json, depth),
            JsonTypeInfoKind.Enumerable => new JsonArray(Of(info.ElementType!, Singular(name), json, depth + 1)),
            JsonTypeInfoKind.Dictionary => Dictionary(info, json, depth),
            _ => null,
        };
    }

    private static JsonValue? Scalar(Type type, string name, JsonSerializerOptions json)
    {
        if (type == typeof(string))
            return JsonValue.Create(_texts.GetValueOrDefault(name, name.Length == 0 ? "text" : name));
        if (type == typeof(bool))
            return JsonValue.Create(name is "exists" or "isEvent");
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime))
            return JsonValue.Create("2026-01-31T12:00:00+00:00");
        if (type == typeof(TimeSpan))
            return JsonValue.Create("00:00:30");
        if (type.IsEnum)
            return JsonSerializer.SerializeToNode(Enum.GetValues(type).GetValue(0), type, json)?.AsValue();
        if (type == typeof(decimal) || type == typeof(double) || type == typeof(float))
            return JsonValue.Create(_numbers.GetValueOrDefault(name, 129.5));
        return Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64 ? JsonValue.Create((long)_numbers.GetValueOrDefault(name, 1)) : null;
    }

    private static JsonObject Object(JsonTypeInfo info, JsonSerializerOptions json, int depth)
    {
        var example = new JsonObject();
        foreach (var property in info.Properties)
        {
            // Only what is read or written; and not the list of the same type inside itself.
            if (property.PropertyType != info.Type && property.Get is not null)
                example[property.Name] = Of(property.PropertyType, property.Name, json, depth + 1);
        }

        return example;
    }

    private static JsonObject Dictionary(JsonTypeInfo info, JsonSerializerOptions json, int depth)
    {
        var key = info.KeyType is { IsEnum: true } names ? JsonSerializer.SerializeToNode(Enum.GetValues(names).GetValue(0), names, json)!.ToString() : "x-colour";
        return new JsonObject { [key] = Of(info.ElementType!, "blue", json, depth + 1) };
    }

    private static string Singular(string name) => name.EndsWith('s') ? name[..^1] : name;
}
