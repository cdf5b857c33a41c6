using System.Globalization;

namespace Bench;

/// <summary>What follows the name of a bench: flags (<c>--quick</c>) and whole numbers (<c>--messages 5000000</c>).</summary>
internal sealed class BenchArguments
{
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);

    private BenchArguments()
    {
    }

    /// <param name="args">The words.</param>
    /// <param name="known">The options there are; others are refused.</param>
    /// <exception cref="FormatException">An option is unknown, or a word is none.</exception>
    public static BenchArguments Parse(IReadOnlyList<string> args, IReadOnlyList<string> known)
    {
        var parsed = new BenchArguments();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] != "--json" && !known.Contains(args[i], StringComparer.Ordinal))
                throw new FormatException($"'{args[i]}' is not known here; known: {string.Join(", ", known.Append("--json"))}.");
            var hasNumber = i + 1 < args.Count && long.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
            parsed._values[args[i]] = hasNumber ? long.Parse(args[++i], CultureInfo.InvariantCulture) : 1;
        }

        return parsed;
    }

    public bool Has(string option) => _values.ContainsKey(option);

    public long Number(string option, long otherwise) => _values.GetValueOrDefault(option, otherwise);
}
