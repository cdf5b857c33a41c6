namespace Portal.Security.People;

/// <summary>What of a person every request asks for.</summary>
/// <param name="Id">Of Identity; it never changes.</param>
/// <param name="Name">What they sign in with.</param>
/// <param name="Role">The highest they have.</param>
/// <param name="Disabled">May not sign in.</param>
/// <param name="Stamp">Changes with role, password and state: a cookie with another one is worth nothing.</param>
internal sealed record Person(string Id, string Name, string Role, bool Disabled, string Stamp);
