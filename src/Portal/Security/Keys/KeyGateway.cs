using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.Keys;
using Portal.Client.Security;
using Portal.Http;
using Portal.Security.Abilities;
using Portal.Security.Data;
using Portal.Security.People;

namespace Portal.Security.Keys;

/// <summary>The keys as one caller has them. Reads come from memory; a change is committed before memory knows of it.</summary>
internal sealed class KeyGateway(
    KeyBook keys, PeopleBook people, CurrentPerson person, IDbContextFactory<SecurityDbContext> contexts, TimeProvider time) : IKeyGateway
{
    /// <summary>Of one owner, in force at the same time: keys are kept in memory.</summary>
    private const int MostPerOwner = 100;

    public async Task<Outcome<Page<KeyView>>> ListAsync(KeyFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (!page.TryAfter(out var after))
            return Cursor.Malformed;
        var caller = await person.FindAsync();
        var now = Now;
        List<KeyEntry> shown =
        [
            .. keys.All
                .Where(key => MaySee(caller, key) && Matches(filter, key.ToView(now, 0)))
                .Where(key => after is not { } last || Compare(key, last) > 0)
                .OrderByDescending(key => key.Row.CreatedAt).ThenBy(key => key.Row.Id, StringComparer.Ordinal)
                .Take(page.Limit + 1),
        ];
        return page.Of(shown, key => ToView(key, now), key => new Cursor(key.Row.CreatedAt, key.Row.Id).ToString());
    }

    public async Task<Outcome<KeyView>> FindAsync(string id, CancellationToken cancellationToken) =>
        keys.Find(id) is { } key && MaySee(await person.FindAsync(), key) ? ToView(key, Now) : Problem.NotFound("API key", id);

    public async Task<Outcome<MadeKey>> MakeAsync(MakeKey request, CancellationToken cancellationToken)
    {
        return await people.ChangeAsync<Outcome<MadeKey>>(async () =>
        {
            // Asked here, where nobody changes people or keys meanwhile: a key that was revoked while this waited makes none any more.
            var caller = await person.FindAsync();
            var now = Now;
            if (OwnerOf(caller) is not { } owner)
                return Problem.Forbidden("Nobody is known by your name any more.");
            var wanted = KeyWish.Read(request, MakerOf(caller), time.GetUtcNow());
            if (!wanted.Succeeded)
                return wanted.Problem;
            foreach (var scope in caller is null ? [] : wanted.Value.Scopes)
            {
                if (Access.WhyNot(caller, scope) is { } why)
                    return Problem.Forbidden($"What you may not do yourself you cannot give to a key: {WireName.Of(scope)}. {why}");
            }

            if (keys.All.Count(key => key.Row.OwnerId == owner.Id && key.IsInForce(now)) >= MostPerOwner)
                return Problem.Conflict("Too many API keys", $"{owner.Name} has {MostPerOwner} that are in force. Revoke one first.");

            var (id, text) = KeyText.Make();
            var row = new ApiKey
            {
                Id = id,
                Name = wanted.Value.Name,
                OwnerId = owner.Id,
                Scopes = string.Join(' ', wanted.Value.Scopes.Select(WireName.Of)),
                Hash = KeyText.Hash(text),
                MadeWith = caller?.FindFirstValue(KeyClaims.Id),
                CreatedAt = now,
                ExpiresAt = wanted.Value.ExpiresAt?.ToUnixTimeMilliseconds(),
            };

            // Killed after this commit and before the answer: the key is there and nobody has its text. It shows as never used.
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            db.ApiKeys.Add(row);
            await db.SaveChangesAsync(CancellationToken.None);
            return new MadeKey(text, ToView(keys.Put(row, SessionEnding.Unknown)!, now));
        });
    }

    public async Task<Outcome<KeyView>> RevokeAsync(string id, bool descendants, CancellationToken cancellationToken)
    {
        return await people.ChangeAsync<Outcome<KeyView>>(async () =>
        {
            var caller = await person.FindAsync();
            if (keys.Find(id) is not { } key || !MaySee(caller, key))
                return Problem.NotFound("API key", id);
            List<string> ids = [.. descendants ? Descendants(id) : [], .. key.Row.RevokedAt is null ? [id] : (string[])[]];
            if (ids.Count == 0)
                return ToView(key, Now);

            // Killed before this commit: every key is as it was, and so is who asked told, by no answer.
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            var rows = await db.ApiKeys.Where(k => ids.Contains(k.Id)).ToListAsync(CancellationToken.None);
            foreach (var row in rows)
                (row.RevokedAt, row.RevokedBy) = (Now, NameOf(caller));
            await db.SaveChangesAsync(CancellationToken.None);
            foreach (var row in rows)
                keys.Put(row, SessionEnding.KeyRevoked);
            return ToView(keys.Find(id)!, Now);
        });
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A key's name is its maker's choice, and might be that of a person.</summary>
    private static string NameOf(ClaimsPrincipal? caller) => caller is null ? "the portal"
        : caller.FindFirstValue(KeyClaims.Owner) is { } owner ? $"key '{caller.Identity?.Name}' of {owner}"
        : caller.Identity?.Name ?? "somebody";

    private KeyView ToView(KeyEntry key, long now) => key.ToView(now, Descendants(key.Row.Id).Count);

    /// <summary>Those in force that were made with this key, or with one that was; also where the one between has ended.</summary>
    private List<string> Descendants(string id)
    {
        var now = Now;
        var made = keys.All.Where(key => key.Row.MadeWith is not null).ToLookup(key => key.Row.MadeWith!, StringComparer.Ordinal);
        var found = new List<string>();
        var next = new Queue<string>([id]);
        while (next.TryDequeue(out var maker))
        {
            foreach (var key in made[maker])
            {
                next.Enqueue(key.Row.Id);
                if (key.IsInForce(now))
                    found.Add(key.Row.Id);
            }
        }

        return found;
    }

    private static bool Matches(KeyFilter filter, KeyView key) =>
        (filter.State is null || key.State == filter.State)
        && (string.IsNullOrWhiteSpace(filter.Text)
            || key.Name.Contains(filter.Text.Trim(), StringComparison.OrdinalIgnoreCase)
            || key.Owner.Contains(filter.Text.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Newest first, and by id among those of the same time.</summary>
    private static int Compare(KeyEntry key, Cursor last) =>
        key.Row.CreatedAt != last.At ? last.At.CompareTo(key.Row.CreatedAt) : string.CompareOrdinal(key.Row.Id, last.Id);

    private bool MaySee(ClaimsPrincipal? caller, KeyEntry key) =>
        caller is null || Access.WhyNot(caller, Ability.Administer) is null || OwnerOf(caller)?.Id == key.Row.OwnerId;

    /// <summary>Whose a key is that this caller makes: a program's belongs to the owner of the key it came with.</summary>
    private Person? OwnerOf(ClaimsPrincipal? caller) =>
        caller is null ? people.FindByName(FirstAdministrator.Name)
        : caller.FindFirstValue(KeyClaims.Owner) is { } owner ? people.FindByName(owner)
        : people.Find(caller.FindFirstValue(ClaimTypes.NameIdentifier));

    /// <summary>The key that makes a key, where it is one that can end.</summary>
    private KeyEntry? MakerOf(ClaimsPrincipal? caller) => caller?.FindFirstValue(KeyClaims.Id) is { } id ? keys.Find(id) : null;
}
