using Microsoft.AspNetCore.Identity;

namespace Portal.Security;

/// <summary>Length instead of composition rules (NIST SP 800-63B). Wrong guesses are counted by <see cref="WrongPasswords"/>.</summary>
internal static class PasswordPolicy
{
    public const int MinLength = 8;

    /// <summary>Longer ones only cost the time to hash them.</summary>
    public const int MaxLength = 256;

    public static void Apply(IdentityOptions options)
    {
        options.Password.RequiredLength = MinLength;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }

    /// <summary>What is wrong with a password from outside, or null.</summary>
    public static string? WhyNot(string? password) =>
        password is { Length: >= MinLength and <= MaxLength } ? null : $"must have {MinLength} to {MaxLength} characters";
}
