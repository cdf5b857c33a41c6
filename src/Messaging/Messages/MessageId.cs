using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Messaging;

/// <summary>
/// New message ids: time-ordered UUIDs (version 7, RFC 9562) as 32 hexadecimal digits. Random bits come from the system, a
/// few kilobytes at a time: asking it for each id was a twentieth of the cost of a message.
/// </summary>
internal static class MessageId
{
    private const int RandomBytes = 10;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _used;

    public static string New()
    {
        if (_random is null || _used + RandomBytes > _random.Length)
        {
            RandomNumberGenerator.Fill(_random ??= new byte[400 * RandomBytes]);
            _used = 0;
        }

        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << 16);
        _random.AsSpan(_used, RandomBytes).CopyTo(id[6..]);
        _used += RandomBytes;
        id[6] = (byte)((id[6] & 0x0f) | 0x70);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return Convert.ToHexStringLower(id);
    }
}
