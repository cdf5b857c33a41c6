using System.Buffers.Binary;
using System.Text;

namespace Bench.Pages;

/// <summary>As much of MessagePack as a SignalR client reads.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public int Array()
    {
        var head = _bytes[_at++];
        return head switch
        {
            >= 0x90 and <= 0x9f => head & 0x0f,
            0xdc => (int)Big(2),
            0xdd => (int)Big(4),
            _ => throw new FormatException($"0x{head:x2} is no array"),
        };
    }

    public long Number()
    {
        var head = _bytes[_at++];
        return head switch
        {
            <= 0x7f => head,
            >= 0xe0 => (sbyte)head,
            0xcc => Big(1),
            0xcd => Big(2),
            0xce => Big(4),
            0xcf or 0xd3 => Big(8),
            0xd0 => (sbyte)Big(1),
            0xd1 => (short)Big(2),
            0xd2 => (int)Big(4),
            _ => throw new FormatException($"0x{head:x2} is no number"),
        };
    }

    public string? Text() => _bytes[_at] == 0xc0 ? Null() : Encoding.UTF8.GetString(Blob());

    /// <summary>The bytes of a string or of binary data.</summary>
    public ReadOnlySpan<byte> Blob()
    {
        var head = _bytes[_at++];
        var length = head switch
        {
            >= 0xa0 and <= 0xbf => head & 0x1f,
            0xc4 or 0xd9 => (int)Big(1),
            0xc5 or 0xda => (int)Big(2),
            0xc6 or 0xdb => (int)Big(4),
            _ => throw new FormatException($"0x{head:x2} is neither text nor bytes"),
        };
        var blob = _bytes.Slice(_at, length);
        _at += length;
        return blob;
    }

    public void Skip()
    {
        var head = _bytes[_at];
        switch (head)
        {
            case 0xc0 or 0xc2 or 0xc3:
                _at++;
                break;
            case (>= 0x80 and <= 0x8f) or 0xde or 0xdf:
                _at++;
                for (var left = 2 * (head switch { 0xde => (int)Big(2), 0xdf => (int)Big(4), _ => head & 0x0f }); left > 0; left--)
                    Skip();
                break;
            case (>= 0x90 and <= 0x9f) or 0xdc or 0xdd:
                for (var left = Array(); left > 0; left--)
                    Skip();
                break;
            case (>= 0xa0 and <= 0xbf) or (>= 0xc4 and <= 0xc6) or (>= 0xd9 and <= 0xdb):
                Blob();
                break;
            default:
                Number();
                break;
        }
    }

    private string? Null()
    {
        _at++;
        return null;
    }

    private long Big(int bytes)
    {
        Span<byte> buffer = stackalloc byte[8];
        buffer.Clear();
        _bytes.Slice(_at, bytes).CopyTo(buffer[(8 - bytes)..]);
        _at += bytes;
        return BinaryPrimitives.ReadInt64BigEndian(buffer);
    }
}
