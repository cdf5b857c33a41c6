namespace Portal.Client.Elements;

/// <param name="Name">In the address; null for the tab that is shown when the address names none.</param>
/// <param name="Text">On the tab.</param>
/// <param name="Count">How many are in it, or null.</param>
public sealed record TabItem(string? Name, string Text, long? Count = null);
