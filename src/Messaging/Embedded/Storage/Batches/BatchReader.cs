using System.Text;

namespace Messaging.Embedded;

/// <summary>Goes through the messages of a batch (<see cref="BatchData"/>). What it shows is in the memory of what it was given.</summary>
internal ref partial struct BatchReader
{
    private readonly byte _version;
    private readonly int _count;
    private readonly long _lastOffset;
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _head; // of version 1 only
    private char[]? _id;
    private int _idLength;
    private string? _type;
    private string? _contentType;
    private List<string>? _headers;
    private Dictionary<string, string>? _headersByName;
    private long _lastShared;

    /// <param name="data">As it was written.</param>
    /// <param name="count">How many messages there are.</param>
    /// <param name="lastOffset">The sequence of the last one less the first's.</param>
    /// <exception cref="InvalidDataException">It is of another version.</exception>
    public BatchReader(ReadOnlySpan<byte> data, int count, long lastOffset)
    {
        if (data.IsEmpty || data[0] is not (BatchData.Version1 or BatchData.Version2))
            throw new InvalidDataException($"Unknown batch version {(data.IsEmpty ? -1 : data[0])}.");
        _version = data[0];
        _rest = data[BatchData.HeaderBytes..];
        _count = count;
        _lastOffset = lastOffset;
        Place = -1;
        Offset = -1;
    }

    /// <summary>Its number among the messages of the batch, from 0.</summary>
    public int Place { get; private set; }

    /// <summary>When it was published, Unix milliseconds.</summary>
    public long PublishedAt { get; private set; }

    /// <summary>Its sequence less the first's.</summary>
    public int Offset { get; private set; }

    /// <summary>Where its body is; null when it is here.</summary>
    public long? SharedBody { get; private set; }

    public ReadOnlySpan<byte> Body { get; private set; }

    /// <exception cref="InvalidDataException">It is not as it was written.</exception>
    public bool MoveNext()
    {
        if (_rest.IsEmpty && Place + 1 == _count)
            return Offset == _lastOffset ? false : throw new InvalidDataException($"Its last message is number {Offset}, not {_lastOffset}.");
        if (_rest.IsEmpty || Place + 1 == _count)
            throw new InvalidDataException($"It ends after {Place + 1} of {_count} messages, with {_rest.Length} bytes left.");
        if (_version == BatchData.Version1)
            ReadVersion1();
        else
            ReadNext();
        Place++;
        return true;
    }

    /// <summary>The message, as it was published.</summary>
    /// <param name="body">Its body: what it shows of it is gone with the batch.</param>
    public readonly Message Read(ReadOnlyMemory<byte> body) => _version == BatchData.Version1
        ? MessageHead.Read(_head, body)
        : Message.Stored(new string(_id!, 0, _idLength), _type!, _contentType!, body, _headersByName);

    private void ReadNext()
    {
        var flags = (BatchData.Flags)_rest[0];
        if ((flags & ~BatchData.AllFlags) != 0)
            throw Unfit($"flags {(byte)flags}");
        _rest = _rest[1..];
        if ((flags & BatchData.Flags.SameTime) == 0)
            PublishedAt += Varint.ReadSigned(ref _rest);
        ReadOffset((flags & BatchData.Flags.NextSequence) != 0);
        SharedBody = (flags & BatchData.Flags.Shared) == 0 ? null : _lastShared += Varint.ReadSigned(ref _rest);
        _type = (flags & BatchData.Flags.SameType) == 0 ? ReadText(_type) : _type ?? throw Unfit("no type");
        _contentType = (flags & BatchData.Flags.SameContentType) == 0 ? ReadText(_contentType) : _contentType ?? throw Unfit("no content type");
        if ((flags & BatchData.Flags.SameHeaders) == 0)
            ReadHeaders();
        ReadId();
        Body = SharedBody is null ? Take(int.MaxValue) : default;
    }

    private void ReadOffset(bool isNext)
    {
        if (isNext)
            Offset++;
        else
            Offset += Varint.ReadCount(ref _rest, int.MaxValue - Math.Max(0, Offset)) is > 0 and var more ? more : throw Unfit("its place again");
    }

    /// <summary>Of most messages that are read the id is all that is different: no string is made of it for those that nobody asks for.</summary>
    private void ReadId()
    {
        _id ??= new char[Message.MaxNameLength];
        var same = Varint.ReadCount(ref _rest, _idLength);
        var different = Take(_id.Length - same);
        if (Ascii.ToUtf16(different, _id.AsSpan(same), out _) != System.Buffers.OperationStatus.Done)
            throw Unfit("an id that is not ASCII");
        _idLength = same + different.Length;
    }

    private void ReadHeaders()
    {
        _headers ??= [];
        var count = Varint.ReadCount(ref _rest, _rest.Length / 4); // two lengths each, of a name and of a value
        for (var i = 0; i < 2 * count; i++)
        {
            if (i == _headers.Count)
                _headers.Add("");
            _headers[i] = ReadText(_headers[i]);
        }

        _headersByName = count == 0 ? null : new Dictionary<string, string>(count);
        for (var i = 0; i < 2 * count; i += 2)
            _headersByName![_headers[i]] = _headers[i + 1];
    }

    private string ReadText(string? before)
    {
        before ??= "";
        var same = Varint.ReadCount(ref _rest, before.Length);
        var different = Take(int.MaxValue);
        if (different.IsEmpty && same == before.Length)
            return before;
        return same == 0 ? Encoding.UTF8.GetString(different) : string.Concat(before.AsSpan(0, same), Encoding.UTF8.GetString(different));
    }

    /// <summary>Bytes that their length is in front of.</summary>
    private ReadOnlySpan<byte> Take(int max)
    {
        var length = Varint.ReadCount(ref _rest, max);
        if (length > _rest.Length)
            throw Unfit($"{length} bytes where {_rest.Length} are left");
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private readonly InvalidDataException Unfit(string what) => new($"Message {Place + 1} of {_count} has {what}.");
}
