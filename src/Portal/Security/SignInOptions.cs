namespace Portal.Security;

/// <summary>The section <c>Portal:SignIn</c>.</summary>
internal sealed class SignInOptions
{
    public const string Section = "Portal:SignIn";

    /// <summary>After so many wrong passwords in a row nobody gets in under that name for a while. Default 10.</summary>
    public int MaxWrongPasswords { get; set; } = 10;

    /// <summary>For how long. Default 5.</summary>
    public int LockoutMinutes { get; set; } = 5;

    /// <summary>The domain passkeys are made for, such as <c>example.com</c>. Default: the host of the request.</summary>
    public string? PasskeyDomain { get; set; }
}
