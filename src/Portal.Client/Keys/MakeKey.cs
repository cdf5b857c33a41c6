namespace Portal.Client.Keys;

/// <summary>A key as somebody wants it.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Scopes">At least one; nothing the caller may not do.</param>
/// <param name="ExpiresAt">In the future, at most two years from now. Default: 90 days from now.</param>
/// <param name="NeverExpires">Has to be said where the key is to have no end.</param>
public sealed record MakeKey(string? Name, IReadOnlyList<string>? Scopes, DateTimeOffset? ExpiresAt = null, bool NeverExpires = false);
