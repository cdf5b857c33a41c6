namespace Portal.Client.Keys;

/// <summary>Which keys of those that the caller may see.</summary>
/// <param name="Text">Part of the name or of the owner's.</param>
/// <param name="State">Only these.</param>
public sealed record KeyFilter(string? Text = null, KeyState? State = null);
