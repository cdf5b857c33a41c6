using System.Globalization;

namespace Messaging.Embedded;

/// <summary>
/// Queue, sequence and nonce, in hexadecimal. A fencing token: the nonce is drawn anew for each lease, so a token of an ended
/// lease, or of before a restart, matches nothing.
/// </summary>
internal readonly record struct LeaseToken(long QueueId, long Sequence, long Nonce)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{QueueId:x}-{Sequence:x}-{Nonce:x16}");

    /// <exception cref="LeaseLostException">The text is no token: no such lease was ever given.</exception>
    public static LeaseToken Parse(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 3 && TryHex(parts[0], out var queue) && TryHex(parts[1], out var sequence) && TryHex(parts[2], out var nonce)
            ? new LeaseToken(queue, sequence, nonce)
            : throw new LeaseLostException(text);
    }

    private static bool TryHex(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
