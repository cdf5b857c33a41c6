using Portal.Client.Contracts;
using Portal.Client.Keys;
using Portal.Client.Security;

namespace Portal.Security.Keys;

/// <summary>A key that can be made as it is wished.</summary>
internal sealed record KeyWish(string Name, IReadOnlyList<Ability> Scopes, DateTimeOffset? ExpiresAt)
{
    private const int MaxName = 100;
    private const int MostYears = 2;
    private static readonly TimeSpan _usual = TimeSpan.FromDays(90);

    /// <param name="request">From outside.</param>
    /// <param name="maker">The key it is asked with; what it makes does not outlive it.</param>
    /// <param name="now">The time.</param>
    public static Outcome<KeyWish> Read(MakeKey request, KeyEntry? maker, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var name = request.Name?.Trim();
        if (name is not { Length: > 0 and <= MaxName } || name.Any(char.IsControl))
            errors["name"] = [$"must have 1 to {MaxName} characters"];

        var scopes = (request.Scopes ?? []).Select(scope => (Name: scope, Ability: WireName.Parse<Ability>(scope))).ToList();
        if (scopes.Count == 0)
            errors["scopes"] = ["must have at least one scope"];
        foreach (var (unknown, ability) in scopes)
        {
            if (ability is not { } known || !Access.Scopes.Contains(known))
                errors["scopes"] = [$"'{unknown}' is no scope; there are {string.Join(", ", Access.Scopes.Select(WireName.Of))}"];
        }

        DateTimeOffset? expires = request.NeverExpires ? null : request.ExpiresAt ?? Earlier(now + _usual, maker);
        if (request.NeverExpires && request.ExpiresAt is not null)
            errors["expiresAt"] = ["must be left out when neverExpires is true"];
        else if (expires <= now)
            errors["expiresAt"] = ["must be in the future"];
        else if (expires > now.AddYears(MostYears))
            errors["expiresAt"] = [$"must be at most {MostYears} years from now; say neverExpires for no end"];
        else if (EndOf(maker) is { } end && (expires ?? DateTimeOffset.MaxValue) > end)
            errors["expiresAt"] = [$"must not be later than the end of the key it is asked with, {end:u}"];
        return errors.Count > 0
            ? Problem.Invalid(errors)
            : new KeyWish(name!, [.. scopes.Select(scope => scope.Ability!.Value).Distinct().Order()], expires?.ToUniversalTime());
    }

    private static DateTimeOffset Earlier(DateTimeOffset time, KeyEntry? maker) => EndOf(maker) is { } end && end < time ? end : time;

    private static DateTimeOffset? EndOf(KeyEntry? maker) =>
        maker?.Row.ExpiresAt is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null;
}
