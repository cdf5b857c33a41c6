using System.Buffers.Binary;

namespace Messaging.Embedded;

/// <summary>
/// The stored form of a batch: a version byte, then its messages in sequence, each as five little-endian numbers - the time it was
/// published (Unix milliseconds, 64 bits), where its body is if several queues share it, or 0 (64 bits), its sequence less the first's, the
/// length of its head and that of its own body (32 bits each) - followed by the head (<see cref="MessageHead"/>) and the body.
/// </summary>
internal static class BatchData
{
    public const int HeaderBytes = 1;

    private const byte FormatVersion = 1;
    private const int PrefixBytes = 28;

    /// <summary>Bytes that a message takes.</summary>
    public static int Size(in Arrived arrived) => PrefixBytes + arrived.Head.Length + arrived.Entry.OwnBody.Length;

    /// <summary>Writes a batch into <paramref name="data"/>, which has just the right length.</summary>
    public static void Write(Span<byte> data, ReadOnlySpan<Arrived> messages)
    {
        data[0] = FormatVersion;
        var rest = data[HeaderBytes..];
        var first = messages[0].Entry.Sequence;
        foreach (var (entry, head) in messages)
        {
            var body = entry.OwnBody;
            BinaryPrimitives.WriteInt64LittleEndian(rest, entry.PublishedAt);
            BinaryPrimitives.WriteInt64LittleEndian(rest[8..], entry.SharedBody ?? 0);
            BinaryPrimitives.WriteInt32LittleEndian(rest[16..], checked((int)(entry.Sequence - first)));
            BinaryPrimitives.WriteInt32LittleEndian(rest[20..], head.Length);
            BinaryPrimitives.WriteInt32LittleEndian(rest[24..], body.Length);
            head.CopyTo(rest[PrefixBytes..]);
            body.CopyTo(rest[(PrefixBytes + head.Length)..]);
            rest = rest[(PrefixBytes + head.Length + body.Length)..];
        }
    }

    /// <param name="data">As it was written.</param>
    /// <param name="count">How many messages there are.</param>
    /// <param name="lastOffset">The sequence of the last one less the first's.</param>
    /// <exception cref="InvalidDataException">It is of another version.</exception>
    public static Reader Read(ReadOnlySpan<byte> data, int count, long lastOffset) => data.IsEmpty || data[0] != FormatVersion
        ? throw new InvalidDataException($"Unknown batch version {(data.IsEmpty ? -1 : data[0])}.")
        : new Reader(data[HeaderBytes..], count, lastOffset);

    /// <summary>Goes through the messages of a batch. What it shows is in the memory of what it was given.</summary>
    public ref struct Reader(ReadOnlySpan<byte> rest, int count, long lastOffset)
    {
        private readonly int _count = count;
        private readonly long _lastOffset = lastOffset;
        private ReadOnlySpan<byte> _rest = rest;

        /// <summary>Its number among the messages of the batch, from 0.</summary>
        public int Place { get; private set; } = -1;

        public long PublishedAt { get; private set; }

        /// <summary>Its sequence less the first's.</summary>
        public int Offset { get; private set; } = -1;

        /// <summary>Where its body is; null when it is here.</summary>
        public long? SharedBody { get; private set; }

        public ReadOnlySpan<byte> Head { get; private set; }

        public ReadOnlySpan<byte> Body { get; private set; }

        /// <exception cref="InvalidDataException">It is not as it was written.</exception>
        public bool MoveNext()
        {
            if (_rest.IsEmpty && Place + 1 == _count)
                return Offset == _lastOffset ? false : throw new InvalidDataException($"Its last message is number {Offset}, not {_lastOffset}.");
            if (_rest.Length < PrefixBytes || Place + 1 == _count)
                throw new InvalidDataException($"It ends after {Place + 1} of {_count} messages, with {_rest.Length} bytes left.");
            PublishedAt = BinaryPrimitives.ReadInt64LittleEndian(_rest);
            var shared = BinaryPrimitives.ReadInt64LittleEndian(_rest[8..]);
            var offset = BinaryPrimitives.ReadInt32LittleEndian(_rest[16..]);
            var head = BinaryPrimitives.ReadInt32LittleEndian(_rest[20..]);
            var body = BinaryPrimitives.ReadInt32LittleEndian(_rest[24..]);
            if (head < 0 || body < 0 || (long)head + body > _rest.Length - PrefixBytes || offset <= Offset)
                throw new InvalidDataException($"Message {Place + 1} of {_count} does not fit into it: {offset}, {head}, {body}.");
            Offset = offset;
            SharedBody = shared == 0 ? null : shared;
            Head = _rest.Slice(PrefixBytes, head);
            Body = _rest.Slice(PrefixBytes + head, body);
            _rest = _rest[(PrefixBytes + head + body)..];
            Place++;
            return true;
        }
    }
}
