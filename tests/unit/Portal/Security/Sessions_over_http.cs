using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Unit.Portal.Security.Doors;
using Unit.Portal.Support;

namespace Unit.Portal.Security;

public sealed class Sessions_over_http : IAsyncLifetime
{
    private LivePortal _portal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _portal = await LivePortal.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Are_listed_ended_and_on_record_and_a_copy_of_a_cookie_ends_with_the_sign_out()
    {
        using var here = await _portal.AsAsync("viewer");
        using var there = await _portal.AsAsync("viewer");
        using var elsewhere = await _portal.AsAsync("viewer");
        using var key = _portal.WithKey(LivePortal.BootstrapKey);

        var mine = (await ItemsAsync(here)).Single(session => session.GetProperty("isThis").GetBoolean()).GetProperty("id").GetString()!;
        var its = (await ItemsAsync(there)).Single(session => session.GetProperty("isThis").GetBoolean());
        Assert.Equal(("127.0.0.1", 3), (its.GetProperty("address").GetString(), (await ItemsAsync(here)).Count));

        Assert.Equal(HttpStatusCode.NoContent, (await here.DeleteAsync("/api/me/sessions/" + its.GetProperty("id").GetString(), Token)).StatusCode);
        using (var refused = await there.GetAsync("/api/me/sessions", Token))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Contains("ended from another one", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await here.DeleteAsync("/api/me/sessions/" + its.GetProperty("id").GetString(), Token)).StatusCode);
        using (var others = await here.PostAsync("/api/me/sessions/end-others", null, Token))
            Assert.Equal("""{"ended":1}""", await others.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/api/me", Token)).StatusCode);
        Assert.Equal([mine], (await ItemsAsync(here)).Select(session => session.GetProperty("id").GetString()));

        var records = (await key.GetFromJsonAsync<JsonElement>("/api/audit?limit=50", Token)).GetProperty("items").EnumerateArray()
            .Where(record => record.GetProperty("action").GetString()!.StartsWith("session.end", StringComparison.Ordinal) && record.GetProperty("outcome").GetString() == "done").ToList();
        Assert.Equal(["session.end-others", "session.end"], records.Select(record => record.GetProperty("action").GetString()));
        Assert.Equal(its.GetProperty("id").GetString(), records[1].GetProperty("target").GetString());

        using var form = await here.GetAsync("/sign-out", Token);
        using var signOut = new HttpRequestMessage(HttpMethod.Post, "/sign-out")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "sign-out",
                ["__RequestVerificationToken"] = (await form.Content.ReadAsStringAsync(Token)).Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0],
            }),
            Headers = { { "Cookie", string.Join("; ", form.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]).Concat(here.DefaultRequestHeaders.GetValues("Cookie"))) } },
        };
        using var bare = _portal.Client();
        Assert.Equal(HttpStatusCode.Found, (await bare.SendAsync(signOut, Token)).StatusCode);
        using var copy = await here.GetAsync("/api/me", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, copy.StatusCode);
        Assert.Contains("You have signed out.", await copy.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task End_when_somebody_signs_in_again_in_the_same_browser_whose_new_cookie_stays()
    {
        using var elsewhere = await _portal.AsAsync("viewer");
        using var first = await _portal.AsAsync("viewer");
        using var again = await _portal.AsAsync("viewer", first);
        await Until.IsAsync(() => ItemsAsync(again), items => items.Count == 2); // when the answer was sent to its end

        using (var late = await first.GetAsync("/api/me", Token))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
            Assert.Contains("signed in anew in this browser", await late.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            Assert.False(late.Headers.Contains("Set-Cookie")); // which would take away the new one
        }

        using var operators = await _portal.AsAsync("operator", again);
        await Until.IsAsync(() => ItemsAsync(elsewhere), items => items.Count == 1);

        // The page that was open goes on as whoever is signed in now.
        using var back = await operators.GetAsync("/sign-in?ended=again&returnUrl=%2Forders", Token);
        Assert.Equal((HttpStatusCode.Found, "/orders"), (back.StatusCode, new Uri(_portal.Url, back.Headers.Location!).AbsolutePath));
        using var form = await operators.GetAsync("/sign-in?ended=elsewhere&returnUrl=%2Forders", Token);
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
    }

    [Fact]
    public async Task Add_a_passkey_when_they_have_just_begun_and_else_with_the_password()
    {
        using var viewer = await _portal.AsAsync("viewer");
        Assert.Equal((HttpStatusCode.OK, null), await BeginAsync(null));

        _portal.Time.Ahead += TimeSpan.FromMinutes(6);
        Assert.Equal((HttpStatusCode.BadRequest, "is needed: you signed in more than five minutes ago"), await BeginAsync(null));
        Assert.Equal((HttpStatusCode.BadRequest, "is wrong"), await BeginAsync("not-the-password"));
        Assert.Equal((HttpStatusCode.BadRequest, "is wrong"), await BeginAsync(new string('x', 10_000)));
        Assert.Equal((HttpStatusCode.OK, null), await BeginAsync(LivePortal.Password));

        // Guesses are counted as those at the door are.
        for (var i = 0; i < 10; i++)
            await BeginAsync("not-the-password");
        Assert.Equal((HttpStatusCode.BadRequest, "was wrong too often: try again in some minutes"), await BeginAsync(LivePortal.Password));

        async Task<(HttpStatusCode Status, string? Password)> BeginAsync(string? password)
        {
            using var answer = await viewer.PostAsJsonAsync("/api/me/passkeys/options", new { password }, Token);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
            return (answer.StatusCode, answer.IsSuccessStatusCode ? null : body.GetProperty("errors").GetProperty("password")[0].GetString());
        }
    }

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/me/sessions", Token)).GetProperty("items").EnumerateArray()];
}
