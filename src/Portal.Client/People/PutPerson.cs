namespace Portal.Client.People;

/// <param name="Role"><c>viewer</c>, <c>operator</c> or <c>administrator</c>; null for as it is.</param>
/// <param name="Disabled">Whether they may not sign in; null for as it is.</param>
public sealed record PutPerson(string? Role = null, bool? Disabled = null);
