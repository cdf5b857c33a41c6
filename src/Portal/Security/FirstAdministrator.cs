using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Client.Security;
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

    /// <summary>
    /// Call when the configuration is applied, and before people are read. A portal that nobody can administer is of no use to anybody:
    /// where the configuration has taken the role from the last administrator, or whoever else is one is disabled, <c>admin</c> is
    /// one again. True when that was so.
    /// </summary>
    public async Task<bool> RestoreAsync()
    {
        if ((await users.GetUsersInRoleAsync(Access.Administrator)).Any(person => !person.Disabled) || await users.FindByNameAsync(Name) is not { } admin)
            return false;
        admin.Disabled = false;
        if (!await users.IsInRoleAsync(admin, Access.Administrator))
            Require(await users.AddToRoleAsync(admin, Access.Administrator));
        Require(await users.UpdateSecurityStampAsync(admin)); // which saves the rest, too
        return true;
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }
}
