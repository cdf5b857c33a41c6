using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Portal.Client.Contracts;

namespace Portal.Http;

/// <summary>
/// The position after the last item of a page: its sort time (Unix milliseconds) and its id, as base64url. Opaque to
/// callers, but not secret.
/// </summary>
internal readonly record struct Cursor(long At, string Id)
{
    public static readonly Problem Malformed = Problem.Invalid("after", "is not a cursor that a list has answered with");

    /// <summary>Whether <see cref="At"/> is a time that exists: cursors come from outside.</summary>
    public bool IsTime => At >= 0 && At <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At}/{Id}")));

    public static bool TryParse(string text, out Cursor cursor)
    {
        cursor = default;
        if (text.Length > 400 || !Base64Url.IsValid(text))
            return false;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('/', 2);
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at))
            return false;
        cursor = new Cursor(at, parts[1]);
        return true;
    }
}
