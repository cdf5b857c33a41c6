using System.Security.Claims;

namespace Portal.Client.Security;

/// <summary>What a caller with an API key is known by; their name is that of the key, their role its owner's.</summary>
public static class KeyClaims
{
    /// <summary>The id of the key: the part of its text that is no secret.</summary>
    public const string Id = "portal:key";

    /// <summary>The name of the person who made it.</summary>
    public const string Owner = "portal:key-owner";

    /// <summary>One for each scope, by its name in JSON.</summary>
    public const string Scope = "portal:scope";

    public static bool IsKey(ClaimsPrincipal caller) => caller.HasClaim(static claim => claim.Type == Id);
}
