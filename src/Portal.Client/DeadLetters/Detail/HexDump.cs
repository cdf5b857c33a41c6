using System.Globalization;
using System.Text;

namespace Portal.Client.DeadLetters.Detail;

/// <summary>Bytes as sixteen a line: offset, hexadecimal, and what of them is ASCII.</summary>
internal static class HexDump
{
    private const int Width = 16;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 5);
        for (var offset = 0; offset < bytes.Length; offset += Width)
        {
            var line = bytes[offset..Math.Min(bytes.Length, offset + Width)];
            text.Append(CultureInfo.InvariantCulture, $"{offset:x8}  ");
            for (var i = 0; i < Width; i++)
            {
                if (i < line.Length) text.Append(CultureInfo.InvariantCulture, $"{line[i]:x2} ");
                else text.Append("   ");
                if (i == Width / 2 - 1) text.Append(' ');
            }

            text.Append(' ');
            foreach (var value in line) text.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
            text.Append('\n');
        }

        return text.ToString();
    }
}
