using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.People;
using Portal.Client.Security;
using Portal.Http;
using Portal.Security.Abilities;
using Portal.Security.Data;

namespace Portal.Security.People;

internal sealed class PeopleGateway(
    PeopleDesk desk, PeopleBook people, WrongPasswords wrong, CurrentPerson current, IDbContextFactory<SecurityDbContext> contexts, TimeProvider time) : IPeopleGateway
{
    private const int MaxName = 64;
    private static readonly string _letters = new UserOptions().AllowedUserNameCharacters;

    public async Task<Outcome<Page<PersonView>>> ListAsync(string? text, PageRequest page, CancellationToken cancellationToken)
    {
        if (!page.TryAfter(out var cursor))
            return Cursor.Malformed;
        var after = cursor?.Id ?? "";
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var part = (text ?? "").Trim().ToUpperInvariant();
        var rows = await db.Users.AsNoTracking()
            .Where(user => string.Compare(user.NormalizedUserName, after) > 0 && (part.Length == 0 || user.NormalizedUserName!.Contains(part)))
            .OrderBy(user => user.NormalizedUserName).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return page.Of(rows, ToView, user => new Cursor(0, user.NormalizedUserName!).ToString());
    }

    public async Task<Outcome<PersonView>> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var id = people.FindByName(name)?.Id;
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == id, cancellationToken) is { } user ? ToView(user) : Problem.NotFound("person", name);
    }

    public async Task<Outcome<PersonView>> MakeAsync(MakePerson person, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (person.Name is not { Length: > 0 and <= MaxName } name || name.Any(c => !_letters.Contains(c, StringComparison.Ordinal)))
            errors["name"] = [$"must have 1 to {MaxName} letters, digits and -._@+"];
        if (PasswordPolicy.WhyNot(person.Password) is { } weak)
            errors["password"] = [weak];
        if (Roles.Rank(person.Role) < 0)
            errors["role"] = [$"must be one of {string.Join(", ", Roles.All)}"];
        if (errors.Count > 0)
            return Problem.Invalid(errors);
        var user = new PortalUser { UserName = person.Name, CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds() };
        return ToView(await desk.MakeAsync(user, person.Password!, person.Role!));
    }

    public async Task<Outcome<PersonView>> PutAsync(string name, PutPerson person, CancellationToken cancellationToken)
    {
        if (person.Role is not null && Roles.Rank(person.Role) < 0)
            return Problem.Invalid("role", $"must be one of {string.Join(", ", Roles.All)}");
        var self = (await current.FindAsync())?.FindFirstValue(ClaimTypes.NameIdentifier);
        var why = person.Disabled == true ? SessionEnding.Disabled : SessionEnding.RoleChanged;
        return ToView(await desk.ChangeAsync(people.FindByName(name)?.Id, name, why, async (users, user, before) =>
        {
            var (role, disabled) = (person.Role ?? before.Role, person.Disabled ?? before.Disabled);
            if (role != before.Role && desk.IsConfigured(before.Name))
                return PeopleDesk.ConfiguredElsewhere(before.Name, "role");
            if (disabled && !before.Disabled && before.Id == self)
                return Problem.Conflict("Nobody disables themselves", "Ask another administrator.");
            if ((role != Access.Administrator || disabled) && IsLastAdministrator(before))
                return Problem.Conflict("The last administrator", $"{before.Name} is the only administrator who may sign in. Make another one first.");
            if ((role, disabled) == (before.Role, before.Disabled))
                return null;

            user.Disabled = disabled;
            if (role != before.Role)
            {
                PeopleDesk.Require(await users.RemoveFromRolesAsync(user, await users.GetRolesAsync(user)));
                PeopleDesk.Require(await users.AddToRoleAsync(user, role));
            }

            PeopleDesk.Require(await users.UpdateSecurityStampAsync(user)); // which saves the rest, too
            return null;
        }));
    }

    public async Task<Outcome<PersonView>> SetPasswordAsync(string name, string? password, CancellationToken cancellationToken)
    {
        if (PasswordPolicy.WhyNot(password) is { } weak)
            return Problem.Invalid("password", weak);
        return ToView(await desk.ChangeAsync(people.FindByName(name)?.Id, name, SessionEnding.PasswordChanged, async (users, user, before) =>
        {
            if (desk.IsConfigured(before.Name))
                return PeopleDesk.ConfiguredElsewhere(before.Name, "password");
            await PeopleDesk.SetPasswordAsync(users, user, password!);
            wrong.Forget(before.Name);
            return null;
        }));
    }

    public async Task<Outcome<PersonView>> UnlockAsync(string name, CancellationToken cancellationToken)
    {
        wrong.Forget(name);
        return await FindAsync(name, cancellationToken);
    }

    private bool IsLastAdministrator(Person person) =>
        person is { Role: Access.Administrator, Disabled: false }
        && !people.All.Any(other => other.Id != person.Id && other is { Role: Access.Administrator, Disabled: false });

    private Outcome<PersonView> ToView(Outcome<PortalUser> outcome) => outcome.Succeeded ? ToView(outcome.Value) : outcome.Problem;

    private PersonView ToView(PortalUser user) => new(
        user.UserName!,
        people.Find(user.Id)?.Role ?? Access.Viewer,
        user.Disabled,
        desk.IsConfigured(user.UserName!),
        wrong.LockedUntil(user.UserName!),
        Time(user.CreatedAt),
        Time(user.LastSignInAt));

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}
