using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Portal.Client.Contracts;
using Portal.Client.Keys;
using Portal.Client.Security;
using Portal.Security.Keys;
using Portal.Security.Sessions;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

public sealed class An_api_key : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SettableTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Is_stored_as_a_hash_and_known_again_after_a_restart()
    {
        string text;
        await using (var desk = await SecurityDesk.OpenAsync(_directory, _time))
            text = (await desk.MakeKeyAsync("olga", "read", "messages:send")).Key;

        await using var again = await SecurityDesk.OpenAsync(_directory, _time);
        var (caller, _) = again.Send(text);

        Assert.Equal("olga", caller!.FindFirst(KeyClaims.Owner)!.Value);
        Assert.Null(Access.WhyNot(caller, Ability.SendMessages));
        Assert.NotNull(Access.WhyNot(caller, Ability.Trade));
        foreach (var file in Directory.EnumerateFiles(_directory.Path, "portal.db*"))
            Assert.DoesNotContain(text[20..], Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Has_every_scope_when_it_is_the_one_of_the_configuration()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);

        var caller = desk.Send(SecurityDesk.BootstrapKey).Caller;

        Assert.All(Access.Scopes, scope => Assert.Null(Access.WhyNot(caller, scope)));
    }

    [Fact]
    public async Task Says_that_it_has_expired_or_is_revoked_to_nobody_but_who_holds_it()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var (expired, revoked) = (await desk.MakeKeyAsync("olga", "read"), await desk.MakeKeyAsync("olga", "read"));
        Assert.True((await desk.As<IKeyGateway>("olga").RevokeAsync(revoked.Details.Id, false, Token)).Succeeded);
        _time.Now += TimeSpan.FromDays(89);
        Assert.NotNull(desk.Send(expired.Key).Caller);
        _time.Now += TimeSpan.FromDays(1);

        Assert.Equal("The API key has expired.", desk.Send(expired.Key).Refusal);
        Assert.Equal("The API key is revoked.", desk.Send(revoked.Key).Refusal);
        foreach (var text in (string[])[expired.Key, revoked.Key])
            Assert.Equal("The API key is not known.", desk.Send(text[..^2] + "!!").Refusal);
        Assert.Equal(
            [KeyState.Revoked, KeyState.Expired],
            (await desk.As<IKeyGateway>("olga").ListAsync(new(), new(), Token)).Value!.Items.Select(key => key.State).OrderDescending());
    }

    [Theory]
    [InlineData("")]
    [InlineData("portal_")]
    [InlineData("portal_abcdefghijkm")]
    [InlineData("portal_abcdefghijkm_")]
    [InlineData("portal_abcdefghijkm_\ud800")]
    [InlineData("\0")]
    public async Task Is_unknown_whatever_else_is_sent(string text)
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);

        Assert.Equal("The API key is not known.", desk.Send(text).Refusal);
        Assert.Equal("The API key is not known.", desk.Send(text + new string('é', 20_000)).Refusal);
    }

    [Fact]
    public async Task Is_recognised_without_making_anything()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var text = (await desk.MakeKeyAsync("olga", "read")).Key;
        var request = new DefaultHttpContext();
        const int calls = 1000;
        for (var i = 0; i < calls; i++)
            await desk.Keys.Recognise(text, request);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < calls; i++)
            Assert.True(desk.Keys.Recognise(text, request).IsCompletedSuccessfully);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / calls;

        Assert.InRange(each, 0, 16);
    }

    [Fact]
    public async Task Was_last_used_when_and_from_where_is_written_behind()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var made = await desk.MakeKeyAsync("olga", "read");
        _time.Now += TimeSpan.FromHours(1);
        desk.Send(made.Key);

        await desk.Get<KeyUse>().WriteAsync(Token);

        await using var db = await desk.DatabaseAsync();
        var row = await db.ApiKeys.AsNoTracking().SingleAsync(Token);
        Assert.Equal((_time.Now.ToUnixTimeMilliseconds(), "192.0.2.7"), (row.LastUsedAt, row.LastUsedFrom));
        Assert.All(desk.Keys.All, key => Assert.Null(key.Unwritten));
    }

    [Fact]
    public async Task Is_seen_and_revoked_by_its_owner_and_administrators_and_nobody_else()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var (olgas, admins) = (await desk.MakeKeyAsync("olga", "read"), await desk.MakeKeyAsync("admin", "read"));

        Assert.Equal([olgas.Details.Id], (await desk.As<IKeyGateway>("olga").ListAsync(new(), new(), Token)).Value!.Items.Select(key => key.Id));
        Assert.Equal(404, (await desk.As<IKeyGateway>("olga").RevokeAsync(admins.Details.Id, false, Token)).Problem?.Status);
        Assert.Equal(2, (await desk.As<IKeyGateway>("admin").ListAsync(new(), new(), Token)).Value!.Items.Count);
        Assert.Equal("admin", (await desk.As<IKeyGateway>("admin").RevokeAsync(olgas.Details.Id, false, Token)).Value?.RevokedBy);
    }

    [Fact]
    public async Task Says_with_which_it_was_made_and_ends_with_it_where_that_is_wished()
    {
        string first, second, third, other;
        await using (var desk = await SecurityDesk.OpenAsync(_directory, _time))
        {
            var maker = await desk.MakeKeyAsync("olga", "keys:write", "read");
            (first, other) = (maker.Key, (await desk.MakeKeyAsync("olga", "read")).Key);
            second = (await desk.As<IKeyGateway>(desk.Send(first).Caller!).MakeAsync(new MakeKey("second", ["read", "keys:write"]), Token)).Value!.Key;
            var made = (await desk.As<IKeyGateway>(desk.Send(second).Caller!).MakeAsync(new MakeKey("third", ["read"]), Token)).Value!;
            third = made.Key;

            Assert.Equal((null, 2), (maker.Details.MadeWith, (await desk.As<IKeyGateway>("olga").FindAsync(maker.Details.Id, Token)).Value!.Descendants));
            Assert.Equal(desk.Keys.All.Single(key => key.Row.Name == "second").Row.Id, made.Details.MadeWith);
            Assert.Equal(2, (await desk.As<IKeyGateway>("olga").RevokeAsync(maker.Details.Id, false, Token)).Value!.Descendants);
            Assert.NotNull(desk.Send(third).Caller);
        }

        await using var again = await SecurityDesk.OpenAsync(_directory, _time);
        var ended = again.Get<SessionBook>().Of(again.Send(third).Caller!);
        var revoked = await again.As<IKeyGateway>(again.Send(second).Caller!).RevokeAsync(again.Keys.All.Single(key => key.Row.MadeWith is null && key.Scopes.Count == 2).Row.Id, true, Token);

        Assert.Equal(0, revoked.Value!.Descendants);
        Assert.Equal(["The API key is revoked.", "The API key is revoked.", "The API key is revoked."], ((string[])[first, second, third]).Select(key => again.Send(key).Refusal));
        Assert.Equal("key 'second' of olga", again.Keys.All.Single(key => key.Row.Name == "third").Row.RevokedBy);
        Assert.Equal(SessionEnding.KeyRevoked, ended.Ending);
        Assert.NotNull(again.Send(other).Caller);
    }

    [Fact]
    public async Task Makes_no_other_when_it_is_revoked_while_it_waits_to()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var maker = await desk.MakeKeyAsync("olga", "keys:write", "read");
        var gateway = desk.As<KeyGateway>(desk.Send(maker.Key).Caller!); // behind its guard, which it has passed
        Task<Outcome<MadeKey>>? making = null;

        await desk.People.ChangeAsync(() =>
        {
            making = gateway.MakeAsync(new MakeKey("another", ["read"]), Token);
            var row = desk.Keys.Find(maker.Details.Id)!.Row;
            row.RevokedAt = _time.Now.ToUnixTimeMilliseconds();
            return Task.FromResult(desk.Keys.Put(row, SessionEnding.KeyRevoked));
        });

        Assert.Equal(403, (await making!).Problem?.Status);
        Assert.Single(desk.Keys.All);
    }

    [Fact]
    public async Task Is_not_given_what_its_maker_may_not_do()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var maker = await desk.MakeKeyAsync("olga", "keys:write", "read");

        var beyondTheRole = await desk.As<IKeyGateway>("olga").MakeAsync(new MakeKey("more", ["read", "destroy"]), Token);
        var beyondTheKey = await desk.As<IKeyGateway>(desk.Send(maker.Key).Caller!).MakeAsync(new MakeKey("more", ["messages:send"]), Token);
        var longer = await desk.As<IKeyGateway>(desk.Send(maker.Key).Caller!).MakeAsync(new MakeKey("more", ["read"], NeverExpires: true), Token);
        var within = await desk.As<IKeyGateway>(desk.Send(maker.Key).Caller!).MakeAsync(new MakeKey("less", ["read"]), Token);

        Assert.Equal(403, beyondTheRole.Problem?.Status);
        Assert.Contains("destroy", beyondTheRole.Problem!.Detail, StringComparison.Ordinal);
        Assert.Equal(403, beyondTheKey.Problem?.Status);
        Assert.Equal(["expiresAt"], longer.Problem?.Errors?.Keys);
        Assert.Equal(("olga", maker.Details.ExpiresAt), (within.Value!.Details.Owner, within.Value.Details.ExpiresAt));
    }

    [Fact]
    public async Task Is_paged_newest_first_and_is_not_in_the_text_of_what_was_made()
    {
        await using var desk = await SecurityDesk.OpenAsync(_directory, _time);
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var key = await desk.MakeKeyAsync("olga", "read");
            made.Insert(0, key.Details.Id);
            Assert.DoesNotContain(key.Key, key.ToString(), StringComparison.Ordinal);
            _time.Now += TimeSpan.FromSeconds(i % 2); // two of the same time each
        }

        var (listed, after) = (new List<KeyView>(), (string?)null);
        do
        {
            var page = (await desk.As<IKeyGateway>("olga").ListAsync(new(), new(2, after), Token)).Value!;
            listed.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(made.Order(), listed.Select(key => key.Id).Order());
        Assert.Equal(listed.Select(key => key.CreatedAt).OrderDescending(), listed.Select(key => key.CreatedAt));
    }
}
