using Portal.Client.Security;

namespace Portal.Client.Keys;

/// <summary>An API key, without what opens the door.</summary>
/// <param name="Id">The part of its text that is no secret, after <c>portal_</c>.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Owner">Who made it; it never allows more than their role does.</param>
/// <param name="Scopes">What it allows.</param>
/// <param name="State">Whether it opens anything now.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends by itself, or null for never.</param>
/// <param name="LastUsedAt">When it was used last, to the minute; null for never.</param>
/// <param name="LastUsedFrom">From which address.</param>
/// <param name="RevokedAt">When it was revoked, or null.</param>
/// <param name="RevokedBy">By whom.</param>
/// <param name="MadeWith">The id of the key it was made with; null when a person made it.</param>
/// <param name="Descendants">How many keys in force were made with it, or with those.</param>
public sealed record KeyView(
    string Id,
    string Name,
    string Owner,
    IReadOnlyList<Ability> Scopes,
    KeyState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string? LastUsedFrom,
    DateTimeOffset? RevokedAt,
    string? RevokedBy,
    string? MadeWith,
    int Descendants);
