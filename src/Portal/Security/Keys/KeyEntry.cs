using Microsoft.AspNetCore.Authentication;
using Portal.Client.Contracts;
using Portal.Client.Keys;
using Portal.Client.Security;
using Portal.Security.Data;
using Portal.Security.People;
using Portal.Security.Sessions;

namespace Portal.Security.Keys;

/// <summary>A key in memory, with its answer ready. Replaced, not changed, but for when it was used last.</summary>
internal sealed class KeyEntry
{
    private const long Second = 1000;

    private long _usedAt;
    private string? _usedFrom;
    private long _writtenAt;

    /// <param name="row">As stored; never changed from here on.</param>
    /// <param name="owner">Who made it, as they are now.</param>
    /// <param name="before">The entry that this one replaces.</param>
    public KeyEntry(ApiKey row, Person owner, KeyEntry? before = null)
    {
        (Row, Owner) = (row, owner);
        _usedAt = before?._usedAt ?? row.LastUsedAt ?? 0;
        _usedFrom = before?._usedFrom ?? row.LastUsedFrom;
        _writtenAt = before?._writtenAt ?? _usedAt;
        Scopes = [.. row.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => WireName.Parse<Ability>(name)).OfType<Ability>()];
        Answer = row.RevokedAt is not null ? KeyAnswer.Revoked
            : owner.Disabled ? KeyAnswer.Suspended
            : KeyAnswer.Accept(KeyPrincipal.Of(row.Id, row.Name, owner.Name, Scopes, owner.Role, Session));
    }

    public ApiKey Row { get; }

    public Person Owner { get; }

    public IReadOnlyList<Ability> Scopes { get; }

    public Session Session { get; } = new();

    /// <summary>To whoever sends the right secret before <see cref="IsExpired"/>.</summary>
    public Task<AuthenticateResult> Answer { get; }

    public bool IsExpired(long now) => Row.ExpiresAt <= now;

    /// <summary>Notes that it was used, at most once a second: the address becomes a text by it.</summary>
    public void Used(long now, HttpContext context)
    {
        if (now - Volatile.Read(ref _usedAt) < Second)
            return;
        Volatile.Write(ref _usedAt, now);
        _usedFrom = context.Connection.RemoteIpAddress?.ToString();
    }

    /// <summary>What is to be written of its use, or null.</summary>
    public (long At, string? From)? Unwritten => Volatile.Read(ref _usedAt) is var at && at > _writtenAt ? (at, _usedFrom) : null;

    /// <summary>Call after the commit.</summary>
    public void Written(long at) => _writtenAt = at;

    /// <summary>Whether it is neither revoked nor expired.</summary>
    public bool IsInForce(long now) => Row.RevokedAt is null && !IsExpired(now);

    /// <param name="now">The time.</param>
    /// <param name="descendants">How many keys in force come of it.</param>
    public KeyView ToView(long now, int descendants) => new(
        Row.Id,
        Row.Name,
        Owner.Name,
        Scopes,
        Row.RevokedAt is not null ? KeyState.Revoked : IsExpired(now) ? KeyState.Expired : Owner.Disabled ? KeyState.Suspended : KeyState.Active,
        Time(Row.CreatedAt),
        Row.ExpiresAt is { } expires ? Time(expires) : null,
        Volatile.Read(ref _usedAt) is > 0 and var used ? Time(used) : null,
        _usedFrom,
        Row.RevokedAt is { } revoked ? Time(revoked) : null,
        Row.RevokedBy,
        Row.MadeWith,
        descendants);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
