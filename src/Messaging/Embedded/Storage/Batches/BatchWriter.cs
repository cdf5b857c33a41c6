using System.Buffers.Binary;
using System.Text;

namespace Messaging.Embedded;

/// <summary>Makes <see cref="BatchData"/> of messages, in a buffer of its own that is used again and again. The writer's thread only.</summary>
internal sealed class BatchWriter
{
    // Flags, three numbers of 64 bits, the number of headers and the length of the body.
    private const int NumberBytes = 1 + (3 * Varint.MaxBytes) + 3 + 5;

    private readonly byte[] _buffer = new byte[BatchTable.MaxBytes];
    private int _length;

    /// <summary>What the last <see cref="Write"/> has made; good until the next.</summary>
    public ReadOnlySpan<byte> Data => _buffer.AsSpan(0, _length);

    /// <summary>Whether all of these fit into a batch, whatever they have in common.</summary>
    public static bool Fit(ReadOnlySpan<Arrived> messages)
    {
        var room = BatchTable.MaxBytes - BatchData.HeaderBytes;
        foreach (var arrived in messages)
        {
            var size = MaxSize(arrived);
            if (size > room)
                return false;
            room -= (int)size;
        }

        return true;
    }

    /// <summary>Writes as many of the messages as fit into one batch, and answers with how many they are.</summary>
    public int Write(ReadOnlySpan<Arrived> messages)
    {
        _buffer[0] = BatchData.Version2;
        var rest = _buffer.AsSpan(BatchData.HeaderBytes);
        var before = new Neighbour(0, -1, 0, default);
        var count = 0;
        for (; count < messages.Length && MaxSize(messages[count]) <= rest.Length; count++)
            before = Put(ref rest, messages[count], messages[0].Entry.Sequence, before);
        _length = _buffer.Length - rest.Length;
        return count;
    }

    /// <summary>A string takes two bytes more than itself in a head, and at most six here.</summary>
    private static long MaxSize(in Arrived arrived) =>
        NumberBytes + arrived.Head.Length + (4L * new Head(arrived.Head).Strings) + arrived.Entry.OwnBody.Length;

    private static Neighbour Put(scoped ref Span<byte> rest, in Arrived arrived, long first, scoped in Neighbour before)
    {
        var entry = arrived.Entry;
        var next = new Neighbour(entry.PublishedAt, entry.Sequence - first, entry.SharedBody ?? before.Shared, new Head(arrived.Head));
        var flags = before.Head.SameAs(next.Head);
        if (next.At == before.At)
            flags |= BatchData.Flags.SameTime;
        if (next.Offset == before.Offset + 1)
            flags |= BatchData.Flags.NextSequence;
        if (entry.SharedBody is not null)
            flags |= BatchData.Flags.Shared;

        rest[0] = (byte)flags;
        rest = rest[1..];
        if ((flags & BatchData.Flags.SameTime) == 0)
            Varint.WriteSigned(ref rest, next.At - before.At);
        if ((flags & BatchData.Flags.NextSequence) == 0)
            Varint.Write(ref rest, (ulong)(next.Offset - before.Offset));
        if ((flags & BatchData.Flags.Shared) != 0)
            Varint.WriteSigned(ref rest, next.Shared - before.Shared);
        if ((flags & BatchData.Flags.SameType) == 0)
            PutText(ref rest, next.Head.Type, before.Head.Type);
        if ((flags & BatchData.Flags.SameContentType) == 0)
            PutText(ref rest, next.Head.ContentType, before.Head.ContentType);
        if ((flags & BatchData.Flags.SameHeaders) == 0)
            PutHeaders(ref rest, next.Head.Headers, before.Head.Headers);
        PutText(ref rest, next.Head.Id, before.Head.Id);
        if (entry.SharedBody is null)
            PutBody(ref rest, entry.OwnBody);
        return next;
    }

    private static void PutHeaders(ref Span<byte> rest, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> before)
    {
        var count = BinaryPrimitives.ReadUInt16LittleEndian(headers);
        headers = headers[2..];
        before = before.IsEmpty ? before : before[2..];
        Varint.Write(ref rest, count);
        for (var i = 0; i < 2 * count; i++)
            PutText(ref rest, MessageHead.TakeBytes(ref headers), before.IsEmpty ? default : MessageHead.TakeBytes(ref before));
    }

    private static void PutText(ref Span<byte> rest, ReadOnlySpan<byte> text, ReadOnlySpan<byte> before)
    {
        var same = text.CommonPrefixLength(before);

        // Whole characters: what is left must be text, too.
        while (same > 0 && same < text.Length && (text[same] & 0xc0) == 0x80)
            same--;
        var different = text[same..];
        Varint.Write(ref rest, (ulong)Encoding.UTF8.GetCharCount(text[..same]));
        Varint.Write(ref rest, (ulong)different.Length);
        different.CopyTo(rest);
        rest = rest[different.Length..];
    }

    private static void PutBody(ref Span<byte> rest, ReadOnlySpan<byte> body)
    {
        Varint.Write(ref rest, (ulong)body.Length);
        body.CopyTo(rest);
        rest = rest[body.Length..];
    }

    /// <summary>What the next message is compared with.</summary>
    private readonly ref struct Neighbour(long at, long offset, long shared, Head head)
    {
        public readonly long At = at;
        public readonly long Offset = offset;
        public readonly long Shared = shared;
        public readonly Head Head = head;
    }

    /// <summary>The parts of a <see cref="MessageHead"/> as they are stored; of nothing, before the first message.</summary>
    private readonly ref struct Head
    {
        public readonly ReadOnlySpan<byte> Id;
        public readonly ReadOnlySpan<byte> Type;
        public readonly ReadOnlySpan<byte> ContentType;
        public readonly ReadOnlySpan<byte> Headers; // with their number
        private readonly ReadOnlySpan<byte> _all; // but the id

        public Head(ReadOnlySpan<byte> head)
        {
            var rest = head[1..];
            Id = MessageHead.TakeBytes(ref rest);
            _all = rest;
            Type = MessageHead.TakeBytes(ref rest);
            ContentType = MessageHead.TakeBytes(ref rest);
            Headers = rest;
        }

        public int Strings => 3 + (2 * BinaryPrimitives.ReadUInt16LittleEndian(Headers));

        public BatchData.Flags SameAs(scoped in Head next)
        {
            const BatchData.Flags All = BatchData.Flags.SameType | BatchData.Flags.SameContentType | BatchData.Flags.SameHeaders;
            if (_all.SequenceEqual(next._all))
                return All;
            var flags = default(BatchData.Flags);
            if (_all.IsEmpty)
                return flags;
            if (Type.SequenceEqual(next.Type))
                flags |= BatchData.Flags.SameType;
            if (ContentType.SequenceEqual(next.ContentType))
                flags |= BatchData.Flags.SameContentType;
            if (Headers.SequenceEqual(next.Headers))
                flags |= BatchData.Flags.SameHeaders;
            return flags;
        }
    }
}
