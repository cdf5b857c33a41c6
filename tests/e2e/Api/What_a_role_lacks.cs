using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using E2E.Support;

namespace E2E.Api;

/// <summary>A person's cookie is good for REST, too: what the role lacks is refused there like anywhere else.</summary>
public sealed partial class What_a_role_lacks(SharedPortal shared) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = shared.Portal.Api.BaseAddress };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_viewer_reads_everything_and_changes_nothing()
    {
        await SignInAsync("viewer");

        foreach (var path in (string[])["/api/orders", "/api/queues", "/api/dead-letters", "/api/instances", "/api/stock/KB-100", "/openapi/v1.json"])
            Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);

        await RefusedAsync(HttpMethod.Post, "/api/orders", "operator");
        await RefusedAsync(HttpMethod.Post, "/api/queues/sales/pause", "operator");
        await RefusedAsync(HttpMethod.Put, "/api/sandbox/payments", "operator");
        Assert.False((await shared.Portal.Api.GetJsonAsync("/api/queues/sales")).GetProperty("paused").GetBoolean());
    }

    [Fact]
    public async Task An_operator_works_and_destroys_nothing()
    {
        await SignInAsync("operator");

        using var placed = await _http.PostAsJsonAsync(
            "/api/orders", new { customer = "Operator", lines = new[] { new { sku = "KB-100", quantity = 1 } } }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, placed.StatusCode);

        await RefusedAsync(HttpMethod.Post, "/api/queues/sales/purge", "administrator");
        await RefusedAsync(HttpMethod.Delete, "/api/queues/sales", "administrator");
    }

    private async Task RefusedAsync(HttpMethod method, string path, string needed)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(new { }) };
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(needed, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task SignInAsync(string person)
    {
        var page = await _http.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        using var form = new FormUrlEncodedContent(
        [
            .. HiddenFields().Matches(page).Select(field => KeyValuePair.Create(field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value))),
            KeyValuePair.Create("Form.Name", person),
            KeyValuePair.Create("Form.Password", PortalProcess.PersonPassword),
        ]);
        using var response = await _http.PostAsync("/sign-in", form, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""")]
    private static partial Regex HiddenFields();
}
