namespace Portal.Security.Data;

/// <summary>An API key as it is stored. Times are Unix milliseconds.</summary>
internal sealed class ApiKey
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The <see cref="PortalUser"/> who made it.</summary>
    public required string OwnerId { get; init; }

    /// <summary>Names of scopes, separated by blanks.</summary>
    public required string Scopes { get; init; }

    /// <summary>
    /// SHA-256 of the whole text. No slow hash: those make guessing passwords dear, and 256 random bits are not guessed at any
    /// price, while every request would pay it.
    /// </summary>
    public required byte[] Hash { get; init; }

    /// <summary>The id of the key it was made with; null when a person made it, and for those of before this was written down.</summary>
    public string? MadeWith { get; init; }

    public long CreatedAt { get; init; }

    public long? ExpiresAt { get; init; }

    public long? LastUsedAt { get; set; }

    public string? LastUsedFrom { get; set; }

    public long? RevokedAt { get; set; }

    public string? RevokedBy { get; set; }
}
