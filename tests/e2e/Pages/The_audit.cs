using System.Net;
using System.Text.Json;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

/// <summary>Who did what: by page and by program, done and refused.</summary>
public sealed class The_audit(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private static string NewQueue() => $"audit-{Guid.NewGuid():N}"[..20];

    [Fact]
    public async Task What_programs_do_is_recorded_with_who_what_before_after_and_from_where()
    {
        var queue = NewQueue();
        await Portal.Api.PutJsonAsync($"/api/queues/{queue}", new { maxDeliveryAttempts = 5 });
        await Portal.Api.PutJsonAsync($"/api/queues/{queue}", new { maxDeliveryAttempts = 7 });
        await Portal.Api.PostAsync($"/api/queues/{queue}/pause", null, TestContext.Current.CancellationToken);

        var entries = (await Portal.Api.GetJsonAsync($"/api/audit?target=queue/{queue}")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["queue.pause", "queue.put", "queue.put"], entries.Select(entry => entry.GetProperty("action").GetString()));
        var changed = entries[1];
        Assert.Equal("bootstrap key", changed.GetProperty("who").GetString());
        Assert.Equal("key", changed.GetProperty("whoKind").GetString());
        Assert.Equal("rest", changed.GetProperty("via").GetString());
        Assert.Equal("127.0.0.1", changed.GetProperty("address").GetString());
        Assert.NotEmpty(changed.GetProperty("requestId").GetString()!);
        Assert.Contains("5", Values(changed, "before"));
        Assert.Contains("7", Values(changed, "after"));
        Assert.True((await Portal.Api.GetJsonAsync("/api/audit/verify")).GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task What_a_person_does_on_a_page_is_recorded_with_their_address_and_program_and_shown_to_administrators()
    {
        var queue = NewQueue();
        await Portal.Api.PutJsonAsync($"/api/queues/{queue}", new { });
        await SignInAsync($"/queues/{queue}");
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Pause {queue}" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = $"Resume {queue}" })).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Who did what" }).ClickAsync();
        await Page.GetByRole(AriaRole.Table, new() { Name = "Records" }).GetByRole(AriaRole.Link, new() { Name = "queue.pause" }).ClickAsync();

        var details = Page.GetByRole(AriaRole.Complementary);
        await Expect(details).ToContainTextAsync("admin, a person, as administrator");
        await Expect(details).ToContainTextAsync("a page, from 127.0.0.1");
        await Expect(details).ToContainTextAsync("Mozilla"); // the browser's name for itself
        await Expect(details.GetByRole(AriaRole.Row, new() { Name = "paused" })).ToContainTextAsync("falsetrue");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Verify" }).ClickAsync();
        await Expect(Page.Locator("[data-holds=true]")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");

        await Page.GetByLabel("Who").FillAsync("nobody-is-called-this");
        await Page.GetByLabel("Who").PressAsync("Enter");
        await Expect(Page.GetByText("No record matches")).ToBeVisibleAsync();
        Assert.Contains("who=nobody-is-called-this", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_passwords_unknown_keys_and_what_a_role_lacks_are_recorded_and_only_administrators_read_it()
    {
        // From an address of its own: of one address so many refusals are recorded, and other tests knock from this machine's.
        const string forwarded = "X-Forwarded-For";
        const string address = "198.51.100.7";
        await Page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { [forwarded] = address });
        using (var stranger = new HttpClient { BaseAddress = Portal.Api.BaseAddress })
        {
            stranger.DefaultRequestHeaders.Add(forwarded, address);
            stranger.DefaultRequestHeaders.Add("Authorization", "Bearer not-a-key-that-anybody-knows");
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/audit", TestContext.Current.CancellationToken)).StatusCode);
        }

        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("Name").FillAsync("viewer");
        await Page.GetByLabel("Password").FillAsync("not the password");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await SignInByFormAsync("/topics", "viewer");
        var refused = await Page.APIRequest.GetAsync("/api/audit");
        Assert.Equal(403, refused.Status);

        var entries = (await Portal.Api.GetJsonAsync("/api/audit?outcome=refused&limit=50")).GetProperty("items").EnumerateArray().ToList();

        Assert.Contains(entries, entry => Is(entry, "key.refuse", 401) && entry.GetProperty("whoKind").GetString() == "stranger" && entry.GetProperty("address").GetString() == address);
        Assert.Contains(entries, entry => Is(entry, "session.sign-in", 401) && entry.GetProperty("target").GetString() == "viewer");
        Assert.Contains(entries, entry => Is(entry, "audit-records.list", 403) && entry.GetProperty("who").GetString() == "viewer");
        Assert.NotEmpty((await Portal.Api.GetJsonAsync("/api/audit?action=session.sign-in&outcome=done&who=viewer")).GetProperty("items").EnumerateArray());
        var csv = await Portal.Api.GetStringAsync("/api/audit/export?action=session.*&format=csv", TestContext.Current.CancellationToken);
        Assert.StartsWith("\"id\",\"at\",\"action\"", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("not the password", csv, StringComparison.Ordinal);
        Assert.Equal(
            "session.*",
            (await Portal.Api.GetJsonAsync("/api/audit?action=audit.export")).GetProperty("items")[0].GetProperty("arguments").GetProperty("action").GetString());
    }

    private static bool Is(JsonElement entry, string action, int status) =>
        entry.GetProperty("action").GetString() == action && entry.GetProperty("status").GetInt32() == status;

    private static IEnumerable<string?> Values(JsonElement entry, string name) => entry.GetProperty(name).EnumerateObject().Select(fact => fact.Value.GetString());
}
