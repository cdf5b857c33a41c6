using Portal.Client.Security;

namespace Portal.Client.Account;

/// <summary>Who somebody is here.</summary>
/// <param name="Name">Of the person, or of the key.</param>
/// <param name="Role">Theirs, or that of the key's owner.</param>
/// <param name="IsConfigured">Password and role come from the configuration and are changed there.</param>
/// <param name="Passkeys">With which they can sign in instead of the password.</param>
/// <param name="KeyId">Of the API key that asks, or null for a person.</param>
/// <param name="Owner">Whose key it is.</param>
/// <param name="Scopes">What the key allows; empty for a person, for whom the role decides.</param>
public sealed record AccountView(
    string Name, string Role, bool IsConfigured, IReadOnlyList<PasskeyView> Passkeys, string? KeyId, string? Owner, IReadOnlyList<Ability> Scopes);

/// <param name="Id">As base64url.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record PasskeyView(string Id, string Name, DateTimeOffset CreatedAt);
