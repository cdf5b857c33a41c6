using System.Buffers.Binary;

namespace Messaging.Embedded;

/// <summary>
/// Version 1 of <see cref="BatchData"/>, up to schema version 5: each message is five little-endian numbers - the time it was published (Unix
/// milliseconds, 64 bits), where its body is if several queues share it, or 0 (64 bits), its sequence less the first's, the length of its head
/// and that of its own body (32 bits each) - followed by the head (<see cref="MessageHead"/>) and the body.
/// </summary>
internal ref partial struct BatchReader
{
    private const int PrefixBytes = 28;

    private void ReadVersion1()
    {
        if (_rest.Length < PrefixBytes)
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
        _head = _rest.Slice(PrefixBytes, head);
        Body = _rest.Slice(PrefixBytes + head, body);
        _rest = _rest[(PrefixBytes + head + body)..];
    }
}
