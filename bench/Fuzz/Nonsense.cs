using System.Globalization;
using System.Text;

namespace Bench.Fuzz;

/// <summary>Values that programs stumble over.</summary>
internal sealed class Nonsense(Random random)
{
    private static readonly string[] _texts =
    [
        "", " ", "0", "-1", "1e400", "NaN", "-0", "9223372036854775808", "99999999999999999999999999", "true", "null", "undefined", "[]", "{}", "'", "\"",
        "%", "%00", "%2e%2e%2f", "..", "../../etc/passwd", "%c0%ae%c0%ae/", "%ff%fe", "%u0041", "\u0000", "\r\nX-Injected: 1", "%0d%0aX-Injected:%201", "\t", "\u202e",
        "\ud83d\ude80", "é", "ﬁ", "İ", "' OR 1=1 --", "\"; DROP TABLE \"order\"; --", "<script>alert(1)</script>", "${jndi:ldap://x}", "{{7*7}}", "=1+1", "%s%n%n",
        "2026-13-45T99:99:99Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "-5d", "fuzz", "fuzz-queue", "KB-100", "constructor", "__proto__",
        "00000000-0000-0000-0000-000000000000", "AAAA", "====", "MTIzLw", "LTkyMjMzNzIwMzY4NTQ3NzU4MDgvYQ",
    ];

    public Random Random => random;

    public T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    public bool Chance(int percent) => random.Next(100) < percent;

    public string Text() => random.Next(12) switch
    {
        0 => new string('a', random.Next(1, 9000)),
        1 => Encoding.Latin1.GetString(Bytes(random.Next(1, 60))),
        2 => random.NextInt64(long.MinValue, long.MaxValue).ToString(CultureInfo.InvariantCulture),
        3 => (random.NextDouble() * Math.Pow(10, random.Next(-30, 300))).ToString("R", CultureInfo.InvariantCulture),
        _ => One(_texts),
    };

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A segment of a path that reaches a route all the same.</summary>
    public string Segment() => Chance(50) ? Uri.EscapeDataString(Text().Replace("\ud83d", "", StringComparison.Ordinal).Replace("\ude80", "", StringComparison.Ordinal)) : One(["fuzz", "fuzz-queue", "1", "-1", "%00", "..", "KB-100", "a%2fb", "%20"]);

    /// <summary>A value of a header: what HTTP forbids in one is tried where headers as a whole are.</summary>
    public string HeaderValue() => new([.. Text().Where(c => c is >= ' ' and not '\u007f' and < '\u0100')]);
}
