using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Portal.Client.Security;

namespace Portal.Security.Audit.Recording;

/// <summary>
/// Values as names and short texts, bounded: what the audit keeps of arguments and of what they were done to. Secrets are left out,
/// by <c>[Secret]</c> and, so that a forgotten one does no harm, by their name; of bodies there is size and hash; of headers the names.
/// </summary>
internal static class Facts
{
    public const int MaxText = 200;

    private const int MaxFacts = 60;
    private const int MaxDepth = 4;
    private const int MaxItems = 20;

    private static readonly string[] _secret = ["password", "secret", "token", "credential", "passkey"];
    private static readonly FrozenSet<string> _secretNames = FrozenSet.ToFrozenSet(["key", "apiKey", "card", "pin"], StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> _bodies = FrozenSet.ToFrozenSet(["body", "bodyBase64", "payload", "content", "stackTrace"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What changes by itself, and says nothing of what somebody did.</summary>
    private static readonly FrozenSet<string> _restless = FrozenSet.ToFrozenSet(["version", "updatedAt", "asOf", "latency"], StringComparer.OrdinalIgnoreCase);

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 16,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutSecrets } },
    };

    /// <summary>Adds what <paramref name="value"/> says, under <paramref name="name"/>, or under the names of its properties where that is null.</summary>
    public static void Add(IDictionary<string, string> facts, string? name, object? value)
    {
        if (value is null or CancellationToken or Delegate or Stream || IsSecret(name))
            return;
        if (value is byte[] bytes)
        {
            Put(facts, name ?? "value", Digest(bytes));
            return;
        }

        try
        {
            Add(facts, name, JsonSerializer.SerializeToElement(value, value.GetType(), _json), 0);
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException)
        {
            Put(facts, name ?? "value", value.GetType().Name);
        }
    }

    /// <summary>What differs between the two, of each.</summary>
    public static (Dictionary<string, string> Before, Dictionary<string, string> After) Differences(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var names = before.Keys.Union(after.Keys).Where(name => !IsRestless(name) && before.GetValueOrDefault(name) != after.GetValueOrDefault(name)).ToList();
        return (Of(before), Of(after));

        Dictionary<string, string> Of(IReadOnlyDictionary<string, string> facts) =>
            names.Where(facts.ContainsKey).ToDictionary(name => name, name => facts[name], StringComparer.Ordinal);
    }

    public static string? Json(IReadOnlyDictionary<string, string> facts) => facts.Count == 0 ? null : JsonSerializer.Serialize(facts);

    /// <summary>On one line and no longer than a fact may be: what comes from outside neither fills the disk nor begins a line of a log.</summary>
    public static string? Short(string? text, int max = MaxText)
    {
        if (text is null)
            return null;
        var cut = text.Length > max ? text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)] + "…" : text;
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? ' ' : c)) : cut;
    }

    private static void Add(IDictionary<string, string> facts, string? name, JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when name is not null && Last(name).Equals("headers", StringComparison.OrdinalIgnoreCase):
                Put(facts, name, string.Join(", ", value.EnumerateObject().Select(header => header.Name)));
                break;
            case JsonValueKind.Object when depth < MaxDepth:
                foreach (var property in value.EnumerateObject().Where(property => !IsSecret(property.Name)))
                    Add(facts, name is null ? property.Name : $"{name}.{property.Name}", property.Value, depth + 1);
                break;
            case JsonValueKind.Array when depth < MaxDepth:
                var length = value.GetArrayLength();
                if (value.EnumerateArray().Take(MaxItems).All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number))
                {
                    if (length > 0)
                        Put(facts, name ?? "items", string.Join(", ", value.EnumerateArray().Take(MaxItems)) + (length > MaxItems ? More(length) : null));
                    break;
                }

                foreach (var (index, item) in value.EnumerateArray().Take(MaxItems).Index())
                    Add(facts, string.Create(CultureInfo.InvariantCulture, $"{name ?? "items"}[{index}]"), item, depth + 1);
                if (length > MaxItems)
                    Put(facts, (name ?? "items") + "[…]", More(length));
                break;
            case JsonValueKind.String when name is not null && _bodies.Contains(Last(name)):
                Put(facts, name, Digest(Encoding.UTF8.GetBytes(value.GetString()!)));
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.Object or JsonValueKind.Array:
                break;
            default:
                Put(facts, name ?? "value", value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText());
                break;
        }
    }

    private static void Put(IDictionary<string, string> facts, string name, string text)
    {
        if (facts.Count < MaxFacts)
            facts[Short(name, 100)!] = Short(text)!;
        else
            facts["…"] = "more was left out";
    }

    private static string More(int length) => string.Create(CultureInfo.InvariantCulture, $", … {length} in all");

    private static string Digest(byte[] bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes, sha256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}");

    private static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static bool IsSecret(string? name) =>
        name is not null && (_secretNames.Contains(name) || _secret.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static bool IsRestless(string name)
    {
        var last = Last(name);
        return _restless.Contains(last) || last.EndsWith("PerSecond", StringComparison.Ordinal) || last.EndsWith("AgeSeconds", StringComparison.Ordinal);
    }

    private static void LeaveOutSecrets(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider is { } attributes && HasSecret(attributes))
                type.Properties.RemoveAt(i);
        }
    }

    /// <summary>Whether it is said to be secret.</summary>
    public static bool HasSecret(ICustomAttributeProvider member) => member.IsDefined(typeof(SecretAttribute), true);
}
