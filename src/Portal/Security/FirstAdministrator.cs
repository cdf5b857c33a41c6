using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Security.Data;

namespace Portal.Security;

/// <summary>
/// Sees to the roles and the administrator <c>admin</c>. A password from the configuration is applied at each start, so that
/// who can change the configuration can always come in; a made-up one is answered once, for the console.
/// </summary>
internal sealed class FirstAdministrator(
    UserManager<PortalUser> users, RoleManager<IdentityRole> roles, IOptions<SecurityOptions> options)
{
    public const string Name = "admin";

    /// <summary>The password that was made up just now, or null.</summary>
    public async Task<string?> EnsureAsync()
    {
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role))
                Require(await roles.CreateAsync(new IdentityRole(role)));
        }

        var configured = options.Value.AdminPassword;
        var admin = await users.FindByNameAsync(Name);
        if (admin is not null)
        {
            if (configured is not null && !await users.CheckPasswordAsync(admin, configured))
            {
                Require(await users.RemovePasswordAsync(admin));
                Require(await users.AddPasswordAsync(admin, configured));
            }

            return null;
        }

        var madeUp = configured is null ? RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16) : null;
        admin = new PortalUser { UserName = Name };
        Require(await users.CreateAsync(admin, configured ?? madeUp!));
        Require(await users.AddToRolesAsync(admin, Roles.All));
        return madeUp;
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }
}
