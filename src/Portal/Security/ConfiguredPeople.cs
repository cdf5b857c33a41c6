using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Security.Data;

namespace Portal.Security;

/// <summary>
/// Sees to the people of the configuration. Their passwords and roles are applied at each start, so that who can change the
/// configuration can also take a role away; whoever is signed in with what is no longer so is noticed within a minute.
/// </summary>
internal sealed class ConfiguredPeople(UserManager<PortalUser> users, IOptions<SecurityOptions> options)
{
    public async Task EnsureAsync()
    {
        foreach (var person in options.Value.People)
            await EnsureAsync(person.Name!, person.Password!, person.Role!);
    }

    private async Task EnsureAsync(string name, string password, string role)
    {
        var user = await users.FindByNameAsync(name);
        if (user is null)
        {
            user = new PortalUser { UserName = name };
            Require(await users.CreateAsync(user, password));
        }
        else if (!await users.CheckPasswordAsync(user, password))
        {
            Require(await users.RemovePasswordAsync(user));
            Require(await users.AddPasswordAsync(user, password));
        }

        var roles = await users.GetRolesAsync(user);
        if (roles is [var only] && only == role)
            return;
        Require(await users.RemoveFromRolesAsync(user, roles));
        Require(await users.AddToRoleAsync(user, role));
        Require(await users.UpdateSecurityStampAsync(user)); // the role is in the cookie: an old one is worth nothing any more
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }
}
