using System.Buffers.Binary;
using System.Text;

namespace Messaging;

/// <summary>
/// What happened to one message within a batch, in its stored form: for each entry its kind, a byte of flags, how far it is
/// behind the one before in sequence and time, the delivery count, and the texts it has. Used again for another message after
/// <see cref="Begin"/>.
/// </summary>
internal sealed class JournalRecord
{
    private byte[] _bytes = new byte[128];
    private int _length;
    private long _lastSequence;
    private long _lastAt;
    private string _lastQueue = "";

    [Flags]
    private enum Has : byte
    {
        None = 0,
        Queue = 1,
        Reason = 2,
        Detail = 4,
        By = 8,
    }

    public long Sequence { get; private set; }

    public string MessageId { get; private set; } = "";

    public string Type { get; private set; } = "";

    public string? CorrelationId { get; private set; }

    public string? CausationId { get; private set; }

    public ReadOnlySpan<byte> Entries => _bytes.AsSpan(0, _length);

    public void Begin(in JournalFact first, long sequence)
    {
        Sequence = _lastSequence = sequence;
        (MessageId, Type, CorrelationId, CausationId) = (first.MessageId, first.Type, first.CorrelationId, first.CausationId);
        _lastAt = JournalSequence.Time(sequence);
        _lastQueue = "";
        _length = 0;
    }

    public void Add(in JournalFact fact, long sequence)
    {
        var has = (fact.Queue != _lastQueue ? Has.Queue : Has.None)
            | (fact.Reason is not null ? Has.Reason : Has.None)
            | (fact.Detail is not null ? Has.Detail : Has.None)
            | (fact.By is not null ? Has.By : Has.None);
        Room(2 + (4 * 10) + Size(fact.Queue) + Size(fact.Reason) + Size(fact.Detail) + Size(fact.By));
        _bytes[_length++] = (byte)fact.Kind;
        _bytes[_length++] = (byte)has;
        Number((ulong)(sequence - _lastSequence));
        var step = fact.At - _lastAt;
        Number((ulong)((step << 1) ^ (step >> 63)));
        Number((ulong)fact.DeliveryCount);
        if (has.HasFlag(Has.Queue))
            Text(fact.Queue);
        Text(fact.Reason);
        Text(fact.Detail);
        Text(fact.By);
        (_lastSequence, _lastAt, _lastQueue) = (sequence, fact.At, fact.Queue);
    }

    /// <summary>Reads a stored record back into entries.</summary>
    public static void Read(
        long sequence, string messageId, string type, string? correlationId, string? causationId, ReadOnlySpan<byte> bytes, List<JournalEntry> into)
    {
        var at = JournalSequence.Time(sequence);
        var queue = "";
        while (!bytes.IsEmpty)
        {
            var (kind, has) = ((BrokerEventKind)bytes[0], (Has)bytes[1]);
            bytes = bytes[2..];
            sequence += (long)Number(ref bytes);
            var step = Number(ref bytes);
            at += (long)(step >> 1) ^ -(long)(step & 1);
            var deliveryCount = (int)Number(ref bytes);
            queue = Text(ref bytes, has.HasFlag(Has.Queue)) ?? queue;
            into.Add(new JournalEntry(
                sequence,
                DateTimeOffset.FromUnixTimeMilliseconds(at),
                kind,
                messageId,
                type,
                correlationId ?? messageId,
                causationId,
                queue,
                deliveryCount,
                Text(ref bytes, has.HasFlag(Has.Reason)),
                Text(ref bytes, has.HasFlag(Has.Detail)),
                Text(ref bytes, has.HasFlag(Has.By))));
        }
    }

    private static int Size(string? text) => text is null ? 0 : 2 + Encoding.UTF8.GetMaxByteCount(text.Length);

    private static string? Text(ref ReadOnlySpan<byte> bytes, bool isThere)
    {
        if (!isThere)
            return null;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        var text = Encoding.UTF8.GetString(bytes.Slice(2, length));
        bytes = bytes[(2 + length)..];
        return text;
    }

    private static ulong Number(ref ReadOnlySpan<byte> bytes)
    {
        var (number, shift, i) = (0UL, 0, 0);
        for (; bytes[i] >= 0x80; i++, shift += 7)
            number |= (ulong)(bytes[i] & 0x7F) << shift;
        number |= (ulong)bytes[i] << shift;
        bytes = bytes[(i + 1)..];
        return number;
    }

    /// <summary>Little-endian groups of 7 bits; the high bit says that more follow.</summary>
    private void Number(ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            _bytes[_length++] = (byte)(number | 0x80);
        _bytes[_length++] = (byte)number;
    }

    private void Text(string? text)
    {
        if (text is null)
            return;
        var length = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length + 2));
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.AsSpan(_length), (ushort)length);
        _length += 2 + length;
    }

    private void Room(int more)
    {
        if (_length + more > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }
}
