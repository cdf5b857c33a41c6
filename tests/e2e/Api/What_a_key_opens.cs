using System.Net;
using System.Net.Http.Json;
using E2E.Support;

namespace E2E.Api;

public sealed class What_a_key_opens(SharedPortal shared)
{
    private static readonly string[] _readOnly = ["read"];

    private readonly PortalProcess _portal = shared.Portal;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_that_only_sends_sends_and_sees_nothing_and_is_told_the_scope_it_lacks()
    {
        await _portal.Api.PutJsonAsync("/api/queues/keys", new { });
        var key = await _portal.MakeKeyAsync("sender", "messages:send");
        using var program = _portal.With(key.Text);

        using var sent = await program.PostAsJsonAsync("/api/queues/keys/messages", new { }, Token);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);

        foreach (var (method, path, scope) in ((HttpMethod, string, string)[])
            [
                (HttpMethod.Get, "/api/queues", "read"), (HttpMethod.Post, "/api/queues/keys/receive", "messages:receive"), (HttpMethod.Post, "/api/queues/keys/pause", "queues:operate"),
                (HttpMethod.Post, "/api/keys", "keys:write"), (HttpMethod.Get, "/openapi/v1.json", "read"), (HttpMethod.Post, "/hubs/status/negotiate", "read"),
            ])
            await RefusedAsync(program, method, path, scope);
        Assert.Equal(1, (await _portal.Api.GetJsonAsync("/api/queues/keys")).GetProperty("ready").GetInt32());
    }

    [Fact]
    public async Task It_is_shown_once_listed_without_its_text_and_unknown_with_another_secret()
    {
        using var made = await _portal.Api.PostAsJsonAsync("/api/keys", new { name = " listed ", scopes = _readOnly }, Token);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.True(made.Headers.CacheControl!.NoStore);
        var answer = await made.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Token);
        var (text, id) = (answer.Text("key"), answer.GetProperty("details").Text("id"));
        Assert.Equal($"/api/keys/{id}", made.Headers.Location!.ToString());
        Assert.Matches("^portal_[a-z2-9]{12}_[A-Za-z0-9_-]{43}$", text);

        var listed = await _portal.Api.GetStringAsync("/api/keys?text=listed", Token);
        Assert.Contains(id, listed, StringComparison.Ordinal);
        Assert.DoesNotContain(text[20..], listed, StringComparison.Ordinal);
        Assert.DoesNotContain(text, _portal.Log, StringComparison.Ordinal);

        using var guess = _portal.With(text[..^1] + (text[^1] == 'A' ? 'B' : 'A'));
        using var refused = await guess.GetAsync("/api/queues", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("invalid_token", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Contains("not known", await refused.DetailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_begun_with_it_ends_when_it_is_revoked()
    {
        await _portal.Api.PutJsonAsync("/api/queues/revoked", new { });
        var key = await _portal.MakeKeyAsync("revoked", "read", "messages:receive");
        using var program = _portal.With(key.Text);
        await using var hub = await HubConnection.OpenAsync(_portal, key.Text);
        await hub.InvokeAsync("watchQueues");
        await hub.ExpectAsync("queueChanged", queue => queue.Text("name") == "revoked");
        var poll = program.PostAsync("/api/queues/revoked/receive?wait=60", null, Token);
        await Until.TrueAsync(
            async () => (await _portal.Api.GetJsonAsync("/api/queues/revoked")).GetProperty("consumers").GetInt32() > 0,
            () => "somebody waits");

        var revoked = await _portal.Api.PostJsonAsync($"/api/keys/{key.Id}/revoke", new { });

        Assert.Equal("revoked", revoked.Text("state"));
        await hub.ClosedAsync();
        using var polled = await poll.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, polled.StatusCode);
        using var refused = await program.GetAsync("/api/queues", Token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("revoked", await refused.DetailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"scopes":["read"]}""", "name")]
    [InlineData("""{"name":"x"}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["read","everything"]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["account"]}""", "scopes")]
    [InlineData("""{"name":"x","scopes":["read"],"expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"x","scopes":["read"],"expiresAt":"2099-01-01T00:00:00Z"}""", "expiresAt")]
    public async Task One_that_cannot_be_is_refused_with_the_field(string wish, string field)
    {
        using var content = new StringContent(wish, System.Text.Encoding.UTF8, "application/json");
        using var refused = await _portal.Api.PostAsync("/api/keys", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Token);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    private static async Task RefusedAsync(HttpClient program, HttpMethod method, string path, string scope)
    {
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : JsonContent.Create(new { }) };
        using var refused = await program.SendAsync(request, Token);

        Assert.True(refused.StatusCode == HttpStatusCode.Forbidden, $"{method} {path}: {refused.StatusCode}");
        Assert.Contains($"scope {scope}.", await refused.DetailAsync(), StringComparison.Ordinal);
        Assert.Contains("insufficient_scope", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }
}
