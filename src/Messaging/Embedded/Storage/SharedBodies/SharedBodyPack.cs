using System.Buffers.Binary;

namespace Messaging.Embedded;

/// <summary>
/// The stored form of bodies that share a row of <c>shared_body</c>: the length of each (32 bits, little-endian), then the bodies in the
/// same order. A body alone is stored as it is. The row's id is the number of the first body; the others count on from there.
/// </summary>
internal static class SharedBodyPack
{
    private const int LengthBytes = 4;

    /// <summary>Bytes that a body takes.</summary>
    public static int Size(ReadOnlyMemory<byte> body) => LengthBytes + body.Length;

    /// <summary>Writes bodies into <paramref name="data"/>, which has just the right length.</summary>
    public static void Write(Span<byte> data, IReadOnlyList<ReadOnlyMemory<byte>> bodies)
    {
        var rest = data[(bodies.Count * LengthBytes)..];
        for (var i = 0; i < bodies.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(data[(i * LengthBytes)..], bodies[i].Length);
            bodies[i].Span.CopyTo(rest);
            rest = rest[bodies[i].Length..];
        }
    }

    /// <summary>The bodies of a row.</summary>
    /// <param name="data">The row's content.</param>
    /// <param name="count">How many they are.</param>
    /// <exception cref="InvalidDataException">They do not fit into it.</exception>
    public static byte[][] Read(ReadOnlySpan<byte> data, int count)
    {
        if (count == 1)
            return [data.ToArray()];
        long end = (long)count * LengthBytes;
        for (var i = 0; i < count && end <= data.Length; i++)
            end += BinaryPrimitives.ReadUInt32LittleEndian(data[(i * LengthBytes)..]);
        if (end != data.Length)
            throw new InvalidDataException($"{count} bodies do not fit into {data.Length} bytes.");

        var bodies = new byte[count][];
        var rest = data[(count * LengthBytes)..];
        for (var i = 0; i < count; i++)
        {
            bodies[i] = rest[..BinaryPrimitives.ReadInt32LittleEndian(data[(i * LengthBytes)..])].ToArray();
            rest = rest[bodies[i].Length..];
        }

        return bodies;
    }
}
