using System.Text;

namespace Bench.Fuzz;

/// <summary>Bodies that are nearly what a route takes, and bodies that are nothing at all.</summary>
internal sealed class FuzzJson(Nonsense nonsense)
{
    private const int Deep = 3000;

    public byte[] Body(IReadOnlyList<string> fields) => nonsense.Random.Next(14) switch
    {
        0 => nonsense.Bytes(nonsense.Random.Next(0, 2000)),
        1 => Encoding.UTF8.GetBytes(new string('[', Deep)),
        2 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", Deep))),
        3 => [0xEF, 0xBB, 0xBF, .. Text(fields)],
        4 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(Text(fields))),
        5 => [],
        6 => Encoding.UTF8.GetBytes(Value(fields, 0)),
        7 => Cut(Text(fields)),
        8 => Flip(Text(fields)),
        _ => Text(fields),
    };

    private byte[] Text(IReadOnlyList<string> fields) => Encoding.UTF8.GetBytes(Object(fields, 0));

    private byte[] Cut(byte[] bytes) => bytes[..nonsense.Random.Next(bytes.Length)];

    private byte[] Flip(byte[] bytes)
    {
        for (var i = nonsense.Random.Next(1, 6); i > 0; i--)
            bytes[nonsense.Random.Next(bytes.Length)] = (byte)nonsense.Random.Next(256);
        return bytes;
    }

    private string Object(IReadOnlyList<string> fields, int depth)
    {
        var names = fields.Count == 0 ? ["a"] : fields;
        var members = names.Where(_ => nonsense.Chance(80)).Select(name => $"{Quoted(name)}:{Value(fields, depth + 1)}").ToList();
        if (members.Count > 0 && nonsense.Chance(5))
            members.Add(members[0]); // the same name twice
        return "{" + string.Join(',', members) + "}";
    }

    private string Value(IReadOnlyList<string> fields, int depth) => nonsense.Random.Next(depth > 3 ? 8 : 12) switch
    {
        0 => "null",
        1 => nonsense.One(["true", "false"]),
        2 => nonsense.One(["0", "-1", "1", "1.5", "1e400", "-9223372036854775809", "1E-400", "0123", "+1", "NaN", "2147483648", "79228162514264337593543950336"]),
        3 => "\"\\ud800\"",
        4 => "\"\\u0000\"",
        5 or 6 or 7 => Quoted(nonsense.Text()),
        8 => "[" + string.Join(',', Enumerable.Range(0, nonsense.Random.Next(4)).Select(_ => Value(fields, depth + 1))) + "]",
        9 => "[" + Object(fields, depth + 1) + "]",
        _ => Object(fields, depth + 1),
    };

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
