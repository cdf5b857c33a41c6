using System.Buffers.Binary;
using System.Text;

namespace Messaging;

/// <summary>
/// The stored form of everything but the body: a version byte, then id, type and content type, then the headers; each
/// string as a 16-bit little-endian length and UTF-8. One blob instead of a column each keeps the write path at three
/// bindings a message.
/// </summary>
internal static class MessageHead
{
    private const byte FormatVersion = 1;

    /// <summary>The largest head in bytes; a header that does not fit is refused when the message is sent.</summary>
    public const int MaxLength = 64 * 1024;

    [ThreadStatic]
    private static string? _lastType;

    [ThreadStatic]
    private static string? _lastContentType;

    public static byte[] Write(Message message)
    {
        var size = 1 + 2 + Size(message.Id) + Size(message.Type) + Size(message.ContentType);
        foreach (var (name, value) in message.Headers)
            size += Size(name) + Size(value);
        if (size > MaxLength)
            throw new MessageTooLargeException(message.Id, size, MaxLength, "headers");

        var buffer = new byte[size];
        buffer[0] = FormatVersion;
        var rest = buffer.AsSpan(1);
        Put(ref rest, message.Id);
        Put(ref rest, message.Type);
        Put(ref rest, message.ContentType);
        BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)message.Headers.Count);
        rest = rest[2..];
        foreach (var (name, value) in message.Headers)
        {
            Put(ref rest, name);
            Put(ref rest, value);
        }

        return buffer;
    }

    public static Message Read(ReadOnlySpan<byte> head, ReadOnlyMemory<byte> body)
    {
        if (head.IsEmpty || head[0] != FormatVersion)
            throw new InvalidDataException($"Unknown message head version {(head.IsEmpty ? -1 : head[0])}.");
        var rest = head[1..];
        var id = Take(ref rest);
        var type = Take(ref rest, ref _lastType);
        var contentType = Take(ref rest, ref _lastContentType);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        rest = rest[2..];
        Dictionary<string, string>? headers = count == 0 ? null : new Dictionary<string, string>(count);
        for (var i = 0; i < count; i++)
            headers![Take(ref rest)] = Take(ref rest);
        return Message.Stored(id, type, contentType, body, headers);
    }

    /// <summary>A string of a head as it is stored, without its length; moves on behind it.</summary>
    public static ReadOnlySpan<byte> TakeBytes(scoped ref ReadOnlySpan<byte> rest)
    {
        var length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        var text = rest.Slice(2, length);
        rest = rest[(2 + length)..];
        return text;
    }

    private static int Size(string text) => 2 + Encoding.UTF8.GetByteCount(text);

    private static void Put(ref Span<byte> rest, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, rest[2..]);
        BinaryPrimitives.WriteUInt16LittleEndian(rest, checked((ushort)length));
        rest = rest[(2 + length)..];
    }

    /// <summary>The same string again when it is the same as the last one: of a backlog most messages are of one type.</summary>
    private static string Take(ref ReadOnlySpan<byte> rest, ref string? last)
    {
        var text = TakeBytes(ref rest);
        return last is not null && Ascii.Equals(text, last) ? last : last = Encoding.UTF8.GetString(text);
    }

    private static string Take(ref ReadOnlySpan<byte> rest) => Encoding.UTF8.GetString(TakeBytes(ref rest));
}
