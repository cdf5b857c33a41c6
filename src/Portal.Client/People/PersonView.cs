namespace Portal.Client.People;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Name">What they sign in with.</param>
/// <param name="Role"><c>viewer</c>, <c>operator</c> or <c>administrator</c>.</param>
/// <param name="Disabled">They may not sign in, and their keys open nothing.</param>
/// <param name="IsConfigured">Name, password and role come from the configuration and are changed there.</param>
/// <param name="LockedUntil">After too many wrong passwords: no password is looked at before this time.</param>
/// <param name="CreatedAt">When they were made; null for those of an earlier version.</param>
/// <param name="LastSignInAt">When they signed in last, or null.</param>
public sealed record PersonView(
    string Name, string Role, bool Disabled, bool IsConfigured, DateTimeOffset? LockedUntil, DateTimeOffset? CreatedAt, DateTimeOffset? LastSignInAt);
