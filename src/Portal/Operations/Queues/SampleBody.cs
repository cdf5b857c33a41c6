using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Operations.Queues;

/// <summary>Makes up a body that deserializes into a message class, for a person to change: every member, in the order of the constructor.</summary>
internal static class SampleBody
{
    private const int Deepest = 4;
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    public static string Of(Type type) => Make(type, type.Name, 0)?.ToJsonString(_indented) ?? "{}";

    private static JsonNode? Make(Type type, string name, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return Text(name);
        if (type == typeof(bool))
            return true;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime))
            return "2026-01-01T12:00:00Z";
        if (type == typeof(TimeSpan))
            return "00:00:30";
        if (type == typeof(Guid))
            return "00000000-0000-0000-0000-000000000001";
        if (type.IsEnum)
            return JsonSerializer.SerializeToNode(Enum.GetValues(type).GetValue(0), type);
        if (type.IsPrimitive || type == typeof(decimal))
            return JsonSerializer.SerializeToNode(Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture), type);
        if (depth >= Deepest)
            return null;
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type))
        {
            var arguments = type.GetGenericArguments();
            return arguments.Length == 2
                ? new JsonObject { ["name"] = Make(arguments[1], "value", depth + 1) }
                : new JsonArray(Make(arguments[0], name, depth + 1));
        }

        return Object(type, depth);
    }

    private static JsonObject Object(Type type, int depth)
    {
        var sample = new JsonObject();
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length);
        var members = constructor?.GetParameters() is { Length: > 0 } parameters
            ? parameters.Select(p => (Name: p.Name!, Type: p.ParameterType))
            : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => (p.Name, Type: p.PropertyType));
        foreach (var (name, member) in members)
            sample[JsonNamingPolicy.CamelCase.ConvertName(name)] = Make(member, name, depth + 1);
        return sample;
    }

    private static string Text(string name) => name.ToLowerInvariant() switch
    {
        "currency" => "EUR",
        "sku" => "KB-100",
        "reason" => "sent by hand",
        "card" => "tok_0001",
        var id when id.EndsWith("id", StringComparison.Ordinal) => "000001",
        _ => "text",
    };
}
