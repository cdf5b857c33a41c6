namespace Portal.Security;

/// <summary>The part of the section <c>Portal</c> that is about who may come in.</summary>
internal sealed class SecurityOptions
{
    public const int MinKeyLength = 16;

    /// <summary>Password of the first administrator, <c>admin</c>. Default: made up and printed once.</summary>
    public string? AdminPassword { get; set; }

    /// <summary>An API key with every scope, accepted from the start. Default: none.</summary>
    public string? BootstrapApiKey { get; set; }

    /// <summary>People besides the first administrator, made at the start; name, password and role are applied at each.</summary>
    public List<PersonOptions> People { get; set; } = [];
}
