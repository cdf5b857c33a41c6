namespace Messaging.Embedded;

/// <summary>One event's body on its way to several queues: stored when the first of them gets it.</summary>
internal sealed class BodySharing(ReadOnlyMemory<byte> body)
{
    private int _uses;
    private long? _id;

    /// <summary>One more queue gets it.</summary>
    public void Count() => _uses++;

    /// <summary>One queue does not get it after all.</summary>
    public void Discount(SharedBodyTable table)
    {
        _uses--;
        if (_id is { } id)
            table.Release(id, 1);
    }

    /// <summary>Where it is stored; null when only one queue gets it, which then has its own.</summary>
    public long? Store(SharedBodyTable table) => _uses < 2 ? null : _id ??= table.Add(body, _uses);
}
