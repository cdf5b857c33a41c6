using Microsoft.AspNetCore.Identity;

namespace Portal.Security;

/// <summary>Length instead of composition rules (NIST SP 800-63B), and a pause after wrong guesses.</summary>
internal static class PasswordPolicy
{
    public const int MinLength = 8;

    public static void Apply(IdentityOptions options)
    {
        options.Password.RequiredLength = MinLength;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 10;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }
}
