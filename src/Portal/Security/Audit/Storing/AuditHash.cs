using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Security.Audit.Storing;

/// <summary>
/// The hash of a record: SHA-256 over the hash of the record before and every column, each with its length, so that no two records
/// read the same.
/// </summary>
internal static class AuditHash
{
    /// <summary>What stands for the record before the first.</summary>
    public static byte[] None { get; } = new byte[SHA256.HashSizeInBytes];

    /// <param name="previous">The hash of the record before.</param>
    /// <param name="values">As <see cref="AuditSchema.Columns"/> says; numbers and texts.</param>
    public static byte[] Of(byte[] previous, ReadOnlySpan<object?> values)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        text.Write(previous);
        foreach (var value in values)
        {
            if (value is null)
            {
                text.Write("-;"u8);
                continue;
            }

            var written = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{written.Length}:"), text);
            Encoding.UTF8.GetBytes(written, text);
            text.Write(";"u8);
        }

        return SHA256.HashData(text.WrittenSpan);
    }

    public static string Text(byte[] hash) => Convert.ToHexStringLower(hash);
}
