using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Security.Data;

namespace Portal.Security.People;

/// <summary>
/// Changes people: one change at a time, in one transaction, and then in memory, where it ends what was opened before. Killed before the
/// commit nothing has changed; killed after it the memory is gone as well, and read anew.
/// </summary>
internal sealed class PeopleDesk(IServiceScopeFactory scopes, PeopleBook people, IOptions<SecurityOptions> options)
{
    /// <summary>Whether name, password and role are of the configuration, which is applied at each start.</summary>
    public bool IsConfigured(string name) =>
        options.Value.People.Exists(person => string.Equals(person.Name, name, StringComparison.OrdinalIgnoreCase))
        || (options.Value.AdminPassword is not null && string.Equals(name, FirstAdministrator.Name, StringComparison.OrdinalIgnoreCase));

    public static Problem ConfiguredElsewhere(string name, string what) =>
        Problem.Conflict($"The {what} is set in the configuration", $"{name} is of the configuration, which sets the {what} at each start. Change it there.");

    /// <param name="id">Whose; null answers that there is nobody.</param>
    /// <param name="name">What they were called by who asked.</param>
    /// <param name="why">What they are told when their session ends by it.</param>
    /// <param name="change">Within the transaction; a problem undoes it.</param>
    public Task<Outcome<PortalUser>> ChangeAsync(
        string? id, string name, SessionEnding why, Func<UserManager<PortalUser>, PortalUser, Person, Task<Problem?>> change) =>
        people.ChangeAsync<Outcome<PortalUser>>(async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
            if (id is null || await users.FindByIdAsync(id) is not { } user || people.Find(id) is not { } before)
                return Problem.NotFound("person", name);
            await using var transaction = await scope.ServiceProvider.GetRequiredService<SecurityDbContext>().Database.BeginTransactionAsync();
            if (await change(users, user, before) is { } problem)
                return problem;
            await transaction.CommitAsync();
            people.Put(PeopleBook.Of(user, await users.GetRolesAsync(user)), why);
            return user;
        });

    public Task<Outcome<PortalUser>> MakeAsync(PortalUser user, string password, string role) => people.ChangeAsync<Outcome<PortalUser>>(async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        if (await users.FindByNameAsync(user.UserName!) is not null)
            return Problem.Invalid("name", $"'{user.UserName}' is taken");
        await using var transaction = await scope.ServiceProvider.GetRequiredService<SecurityDbContext>().Database.BeginTransactionAsync();
        Require(await users.CreateAsync(user, password));
        Require(await users.AddToRoleAsync(user, role));
        await transaction.CommitAsync();
        people.Put(PeopleBook.Of(user, [role]), SessionEnding.Unknown);
        return user;
    });

    public static async Task SetPasswordAsync(UserManager<PortalUser> users, PortalUser user, string password)
    {
        if (await users.HasPasswordAsync(user))
            Require(await users.RemovePasswordAsync(user));
        Require(await users.AddPasswordAsync(user, password)); // which changes the stamp
    }

    /// <summary>What is refused here was checked before: it is a fault, not an answer.</summary>
    public static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(e => e.Description)));
    }
}
