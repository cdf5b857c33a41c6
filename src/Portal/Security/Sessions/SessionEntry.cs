using Portal.Security.Data;

namespace Portal.Security.Sessions;

/// <summary>A session of a person in memory. When and from where it was seen is written behind.</summary>
internal sealed class SessionEntry(StoredSession row)
{
    /// <summary>How exactly it is known when it was seen; below that a request costs a comparison.</summary>
    private const long Grain = 10_000;

    private long _seenAt = row.LastSeenAt;
    private long _writtenAt = row.LastSeenAt;
    private string? _address = row.Address;

    /// <summary>As it was when it was read or begun.</summary>
    public StoredSession Row => row;

    public Session Session { get; } = new();

    public string? Address => Volatile.Read(ref _address);

    /// <summary>Somebody who has a page open is there, also when they ask for nothing.</summary>
    public long SeenAt(long now) => Session.IsOpen ? now : Volatile.Read(ref _seenAt);

    public void Seen(long now, HttpContext context)
    {
        if (now - Volatile.Read(ref _seenAt) < Grain)
            return;
        Volatile.Write(ref _seenAt, now);
        Volatile.Write(ref _address, AddressOf(context));
    }

    /// <summary>When it was seen last, where that is not written yet.</summary>
    public long? Unwritten(long now)
    {
        var at = SeenAt(now);
        Volatile.Write(ref _seenAt, at);
        return at > _writtenAt ? at : null;
    }

    /// <summary>Call after the commit.</summary>
    public void Written(long at) => _writtenAt = at;

    public static string? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString() : null;
}
