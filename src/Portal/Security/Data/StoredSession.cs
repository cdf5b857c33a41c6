namespace Portal.Security.Data;

/// <summary>A session of a person as it is stored, for as long as it may go on. Times are Unix milliseconds.</summary>
internal sealed class StoredSession
{
    /// <summary>In the cookie, too. It opens nothing by itself: the cookie is encrypted.</summary>
    public required string Id { get; init; }

    /// <summary>The <see cref="PortalUser"/> who has signed in.</summary>
    public required string UserId { get; init; }

    /// <summary>Theirs when they signed in: with another one it is worth nothing.</summary>
    public required string Stamp { get; init; }

    /// <summary>Words of ours; of what the browser said nothing else is kept.</summary>
    public required string Device { get; init; }

    /// <summary>From where it was seen last.</summary>
    public string? Address { get; init; }

    public long BegunAt { get; init; }

    public long LastSeenAt { get; init; }
}
