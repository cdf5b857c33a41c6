using System.Net.Http.Json;
using System.Text.Json;
using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Unit.Portal.Security.Doors;

/// <summary>Everybody who may knock: people of each role, keys of each kind, and credentials that are worth nothing.</summary>
internal static class Callers
{
    public static async Task<List<Caller>> AllAsync(LivePortal portal)
    {
        using var admin = await portal.AsAsync("admin");
        using var @operator = await portal.AsAsync("operator");
        var everything = Enum.GetValues<Ability>().Where(ability => ability is not Ability.OwnAccount).ToArray();
        var expired = await MakeAsync(admin, everything, portal.Time.GetUtcNow().AddHours(1));
        var revoked = await MakeAsync(admin, everything);
        using (var answer = await admin.PostAsync($"/api/keys/{revoked.Id}/revoke", null))
            answer.EnsureSuccessStatusCode();
        var reading = await MakeAsync(@operator, [Ability.Read]);
        var sending = await MakeAsync(@operator, [Ability.SendMessages]);
        var operating = await MakeAsync(@operator, [.. everything.Where(Caller.OfRole("operator").Contains)]);
        portal.Time.Ahead += TimeSpan.FromHours(2); // the end of the first one

        var stranger = portal.Client();
        var forged = portal.Client();
        forged.DefaultRequestHeaders.Add("Cookie", "portal.session=CfDJ8NotASession");
        return
        [
            new("a stranger", stranger, Caller.Nothing),
            new("a wrong key", portal.WithKey("no-such-key-0123456789"), Caller.Nothing),
            new("a key's id with another secret", portal.WithKey(reading.Text[..^4] + "AAAA"), Caller.Nothing),
            new("an expired key", portal.WithKey(expired.Text), Caller.Nothing),
            new("a revoked key", portal.WithKey(revoked.Text), Caller.Nothing),
            new("a forged cookie", forged, Caller.Nothing),
            new("a key that reads", portal.WithKey(reading.Text), Caller.OfScopes(Ability.Read)),
            new("a key that sends", portal.WithKey(sending.Text), Caller.OfScopes(Ability.SendMessages)),
            new("an operator's key", portal.WithKey(operating.Text), new HashSet<Ability>(Caller.OfRole("operator").Where(ability => ability is not Ability.OwnAccount))),
            new("the bootstrap key", portal.WithKey(LivePortal.BootstrapKey), new HashSet<Ability>(everything)),
            await PersonAsync("viewer"),
            await PersonAsync("operator"),
            await PersonAsync("admin"),
        ];

        async Task<Caller> PersonAsync(string name) => new(name, await portal.AsAsync(name), Caller.OfRole(name), () => portal.AsAsync(name));
    }

    private static async Task<(string Id, string Text)> MakeAsync(HttpClient owner, Ability[] scopes, DateTimeOffset? expires = null)
    {
        using var answer = await owner.PostAsJsonAsync("/api/keys", new { name = "test", scopes = scopes.Select(WireName.Of), expiresAt = expires });
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, made.ToString());
        return (made.GetProperty("details").GetProperty("id").GetString()!, made.GetProperty("key").GetString()!);
    }
}
