using System.Buffers;
using System.Text;

namespace Messaging;

/// <summary>
/// How ids are stored: 32 lower-case hexadecimal digits, as this library makes them, as their 16 bytes; anything else, and
/// what would begin with the byte 255, as that byte and UTF-8.
/// </summary>
internal static class JournalId
{
    /// <summary>The most bytes of a stored id.</summary>
    public const int MaxLength = 1 + (Message.MaxNameLength * 3);

    private const int Digits = 32;
    private const byte Text = 0xFF;

    public static ReadOnlySpan<byte> Write(string id, Span<byte> buffer)
    {
        if (id.Length == Digits
            && !id.AsSpan().ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(id, buffer, out _, out _) == OperationStatus.Done
            && buffer[0] != Text)
            return buffer[..(Digits / 2)];
        buffer[0] = Text;
        return buffer[..(1 + Encoding.UTF8.GetBytes(id, buffer[1..]))];
    }

    public static string Read(ReadOnlySpan<byte> stored) =>
        stored[0] == Text ? Encoding.UTF8.GetString(stored[1..]) : Convert.ToHexStringLower(stored);
}
