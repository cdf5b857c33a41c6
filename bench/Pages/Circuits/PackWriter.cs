using System.Buffers.Binary;
using System.Text;

namespace Bench.Pages;

/// <summary>As much of MessagePack as a SignalR client writes, with the length in front that the hub protocol wants.</summary>
internal sealed class PackWriter
{
    private readonly List<byte> _bytes = [];

    /// <summary>A call of the hub: <c>[1, {}, id, target, [arguments], []]</c>.</summary>
    public static byte[] Invocation(string? id, string target, params object?[] arguments)
    {
        var writer = new PackWriter();
        writer.Array(6);
        writer.Value(1);
        writer._bytes.Add(0x80);
        writer.Value(id);
        writer.Value(target);
        writer.Array(arguments.Length);
        foreach (var argument in arguments)
            writer.Value(argument);
        writer.Array(0);
        return writer.Framed();
    }

    public static byte[] Ping() => [2, 0x91, 6];

    private void Array(int length)
    {
        if (length < 16)
        {
            _bytes.Add((byte)(0x90 | length));
            return;
        }

        _bytes.Add(0xdc);
        Big(2, length);
    }

    private void Value(object? value)
    {
        switch (value)
        {
            case null:
                _bytes.Add(0xc0);
                break;
            case bool truth:
                _bytes.Add(truth ? (byte)0xc3 : (byte)0xc2);
                break;
            case string text:
                var utf8 = Encoding.UTF8.GetBytes(text);
                _bytes.Add(0xdb);
                Big(4, utf8.Length);
                _bytes.AddRange(utf8);
                break;
            default:
                _bytes.Add(0xd3);
                Big(8, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private void Big(int bytes, long value)
    {
        Span<byte> buffer = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(buffer, value);
        _bytes.AddRange(buffer[^bytes..]);
    }

    private byte[] Framed()
    {
        var length = (uint)_bytes.Count;
        var frame = new List<byte>((int)length + 5);
        while (length > 0x7f)
        {
            frame.Add((byte)(length | 0x80));
            length >>= 7;
        }

        frame.Add((byte)length);
        frame.AddRange(_bytes);
        return [.. frame];
    }
}
