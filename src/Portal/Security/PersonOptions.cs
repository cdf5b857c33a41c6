namespace Portal.Security;

/// <summary>A person of the configuration, <c>Portal:People:0</c> and so on.</summary>
internal sealed class PersonOptions
{
    /// <summary>What to sign in with: letters, digits and <c>-._@+</c>.</summary>
    public string? Name { get; set; }

    /// <summary>At least 8 characters.</summary>
    public string? Password { get; set; }

    /// <summary><c>viewer</c>, <c>operator</c> or <c>administrator</c>.</summary>
    public string? Role { get; set; }
}
