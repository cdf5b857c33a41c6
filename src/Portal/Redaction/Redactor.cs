using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Portal.Redaction;

/// <summary>
/// Hides the values of fields that hold secrets, before a body is shown, searched, or kept where nothing needs them. The message itself
/// keeps them, in its queue or as a dead letter: whoever handles it needs them, also when it is replayed.
/// </summary>
/// <remarks>
/// Bodies are looked through as text, so that half of one, or one that is not quite JSON, is hidden as well. Only texts and numbers are:
/// a field that holds an object is not one secret, and what is in it has names of its own. Not promised: secrets in free text.
/// </remarks>
internal sealed class Redactor
{
    public const string Hidden = "••••";
    private const int EndShown = 4;
    private readonly Regex? _secrets;
    private readonly HashSet<string> _headers;

    public Redactor(IOptions<RedactionOptions> options)
    {
        var names = (options.Value.Fields ?? [.. RedactionOptions.UsualFields]).SelectMany(Spellings).Distinct(StringComparer.OrdinalIgnoreCase).Select(Regex.Escape).ToList();
        _headers = new HashSet<string>(options.Value.Headers ?? [], StringComparer.OrdinalIgnoreCase);
        if (names.Count > 0)
        {
            _secrets = new Regex(
                $$"""
                "(?:{{string.Join('|', names)}})"\s*:\s*(?<value>"(?:[^"\\]|\\.)+"?|-?[0-9][0-9.eE+-]*)
                """.Trim(),
                RegexOptions.Compiled | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }
    }

    /// <summary>The text with its secrets hidden; of a card's or an account's the last four characters stay, as on a receipt.</summary>
    public string? Text(string? body) => body is null || _secrets is null ? body : _secrets.Replace(body, Hide);

    /// <summary>The same for a body that is not said to be text, and may be; every other byte stays as it is.</summary>
    public byte[] Bytes(ReadOnlySpan<byte> body)
    {
        if (_secrets is null)
            return body.ToArray();
        return Encoding.Latin1.GetBytes(Text(Encoding.Latin1.GetString(body))!.Replace('•', '*'));
    }

    /// <summary>The headers with the values hidden of those that are configured to be.</summary>
    public IReadOnlyDictionary<string, string> Headers(IReadOnlyDictionary<string, string> headers) =>
        _headers.Count == 0 || !headers.Keys.Any(_headers.Contains)
            ? headers
            : headers.ToDictionary(header => header.Key, header => _headers.Contains(header.Key) ? Hidden : header.Value, StringComparer.Ordinal);

    /// <summary>
    /// An edited body with the secrets of the original in the places where they are still hidden. Each is taken from the field of
    /// the same name that was hidden in the same way, in their order; what was typed anew stays.
    /// </summary>
    public string Restore(string edited, string original)
    {
        if (_secrets is null || !edited.Contains(Hidden, StringComparison.Ordinal))
            return edited;
        var known = _secrets.Matches(original).Select(match => (Hidden: Hide(match), match.Value)).ToList();
        return _secrets.Replace(edited, match =>
        {
            var place = known.FindIndex(secret => secret.Hidden == match.Value);
            if (place < 0)
                return match.Value;
            var found = known[place].Value;
            if (known.FindIndex(place + 1, secret => secret.Hidden == match.Value) > 0)
                known.RemoveAt(place); // the next one that looks the same is the next secret
            return found;
        });
    }

    /// <summary>The same for headers.</summary>
    public IReadOnlyDictionary<string, string>? Restore(IReadOnlyDictionary<string, string>? edited, IReadOnlyDictionary<string, string> original) =>
        edited is null || _headers.Count == 0
            ? edited
            : edited.ToDictionary(
                header => header.Key,
                header => header.Value == Hidden && _headers.Contains(header.Key) && original.TryGetValue(header.Key, out var value) ? value : header.Value,
                StringComparer.Ordinal);

    private static string Hide(Match match)
    {
        var value = match.Groups["value"];
        var start = match.Value[..(value.Index - match.Index)];
        var secret = value.Value.Trim('"');

        // What is written with escapes is hidden as a whole: the end of it may be the middle of one. So is what is short.
        var hasEnd = secret.Length >= 2 * EndShown && !secret.Contains('\\')
            && (start.Contains("card", StringComparison.OrdinalIgnoreCase) || start.Contains("iban", StringComparison.OrdinalIgnoreCase));
        return $"{start}\"{Hidden}{(hasEnd ? secret[^EndShown..] : string.Empty)}\"";
    }

    /// <summary><c>cardNumber</c> is written <c>card_number</c> and <c>card-number</c>, too.</summary>
    private static string[] Spellings(string name) => [name, Parted(name, "_"), Parted(name, "-")];

    private static string Parted(string name, string between) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? between + c : c.ToString()));
}
