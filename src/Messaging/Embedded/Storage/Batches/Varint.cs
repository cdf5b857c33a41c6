namespace Messaging.Embedded;

/// <summary>
/// Numbers in as few bytes as they need, seven bits each, the lowest first (unsigned LEB128: DWARF 5, 7.6); signed ones with their sign in the
/// lowest bit ("ZigZag", Protocol Buffers), so that those near 0 are short.
/// </summary>
internal static class Varint
{
    /// <summary>The most that a number takes.</summary>
    public const int MaxBytes = 10;

    /// <summary>Writes at the beginning of <paramref name="rest"/>, and moves on behind it.</summary>
    public static void Write(ref Span<byte> rest, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            rest[length++] = (byte)(value | 0x80);
        rest[length++] = (byte)value;
        rest = rest[length..];
    }

    public static void WriteSigned(ref Span<byte> rest, long value) => Write(ref rest, (ulong)((value << 1) ^ (value >> 63)));

    /// <exception cref="InvalidDataException">It ends in the middle, or is larger than 64 bits.</exception>
    public static ulong Read(ref ReadOnlySpan<byte> rest)
    {
        ulong value = 0;
        for (var length = 0; length < rest.Length && length < MaxBytes; length++)
        {
            var next = rest[length];
            if (length == MaxBytes - 1 && next > 1)
                break;
            value |= (ulong)(next & 0x7f) << (7 * length);
            if (next < 0x80)
            {
                rest = rest[(length + 1)..];
                return value;
            }
        }

        throw new InvalidDataException($"It has no number where one is expected, {rest.Length} bytes before its end.");
    }

    public static long ReadSigned(ref ReadOnlySpan<byte> rest)
    {
        var value = Read(ref rest);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A length or a number of things.</summary>
    /// <exception cref="InvalidDataException">It is more than <paramref name="max"/>.</exception>
    public static int ReadCount(ref ReadOnlySpan<byte> rest, int max) => Read(ref rest) is var value && value <= (ulong)max
        ? (int)value
        : throw new InvalidDataException($"It says {value} where at most {max} are possible, {rest.Length} bytes before its end.");
}
