namespace Portal.Sandbox;

/// <summary>The section <c>Sandbox</c> of the configuration.</summary>
/// <param name="Enabled">Whether the stand-in third parties are there at all.</param>
internal sealed record SandboxOptions(bool Enabled);
