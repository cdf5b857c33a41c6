using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Api;

/// <summary>Webhooks, from PUT to a receiver that checks the signature with code written from the specification.</summary>
[Collection(typeof(Events_go_to_an_address))]
public sealed class Events_go_to_an_address(BrowserFixture browser, WebhookPortal own) : PageTest(browser, own.Portal), IClassFixture<WebhookPortal>
{
    [Fact]
    public async Task Signed_as_Standard_Webhooks_says_again_when_not_taken_and_with_both_secrets_after_a_rotation()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Status = call => call == 1 ? 500 : 204;
        var made = await Portal.Api.PutJsonAsync("/api/topics/hooks/subscriptions/first", new { types = new List<string> { "shop.*" }, webhook = new { url = receiver.Url } });
        var secret = made.Text("secret");
        Assert.Equal("active", StateOf(made.GetProperty("topic"), "first"));

        var id = await PublishAsync("hooks", "shop.sold", """{"sku":"KB-100"}""");
        await CameAsync(receiver, 2);

        Assert.Equal([id, id], receiver.Calls.Select(call => call.Id));
        var call = receiver.Calls.Last();
        Assert.Equal("""{"sku":"KB-100"}""", Encoding.UTF8.GetString(call.Body));
        Assert.Equal(("application/json", "shop.sold"), (call.Headers["Content-Type"], call.Headers["Message-Type"]));
        Assert.True(IsSigned(call, secret));
        Assert.False(IsSigned(call, "whsec_" + Convert.ToBase64String(new byte[32])));

        var rotated = (await Portal.Api.PostJsonAsync("/api/topics/hooks/subscriptions/first/rotate-secret", new { })).Text("secret");
        await PublishAsync("hooks", "other.type", "{}"); // which it does not want
        await PublishAsync("hooks", "shop.sold", "{}");
        await CameAsync(receiver, 3);
        Assert.True(IsSigned(receiver.Calls.Last(), secret));
        Assert.True(IsSigned(receiver.Calls.Last(), rotated));
        Assert.NotEqual(secret, rotated);

        var test = await Portal.Api.PostJsonAsync("/api/topics/hooks/subscriptions/first/test", new { });
        await CameAsync(receiver, 4);
        Assert.Equal(test.Text("id"), receiver.Calls.Last().Id);
        await Until.TrueAsync(async () => (await DeliveriesAsync("first")).Count == 4, () => "four attempts are told");
        var attempts = await DeliveriesAsync("first");
        Assert.Equal([204, 204, 204, 500], attempts.Select(attempt => attempt.GetProperty("status").GetInt32()));
        Assert.DoesNotContain(secret, await Portal.Api.GetStringAsync("/api/topics/hooks", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(rotated, await Portal.Api.GetStringAsync("/api/audit?target=topic/hooks", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_when_it_says_that_it_is_gone_until_it_is_resumed()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Status = call => call == 1 ? 410 : 204;
        await Portal.Api.PutJsonAsync("/api/topics/gone/subscriptions/second", new { webhook = new { url = receiver.Url, format = "cloudEvents" } });
        var first = await PublishAsync("gone", "shop.sold", """{"n":1}""");
        await Until.TrueAsync(async () => StateOf(await Portal.Api.GetJsonAsync("/api/topics/gone"), "second") == "disabled", () => "it is disabled\n" + Portal.Log);
        await PublishAsync("gone", "shop.sold", """{"n":2}"""); // nobody wants it
        List<JsonElement> records = [];
        await Until.TrueAsync(
            async () => (records = [.. (await Portal.Api.GetJsonAsync("/api/audit?action=topic.disable-webhook&target=topic/gone")).GetProperty("items").EnumerateArray()]).Count > 0,
            () => "what is disabled already is recorded\n" + Portal.Log);
        Assert.Single(records);

        await Portal.Api.PostJsonAsync("/api/topics/gone/subscriptions/second/resume", new { });
        await CameAsync(receiver, 2);

        var call = receiver.Calls.Last();
        Assert.Equal(first, call.Id);
        Assert.Equal("application/cloudevents+json", call.Headers["Content-Type"]);
        var cloud = JsonDocument.Parse(call.Body).RootElement;
        Assert.Equal(("1.0", "shop.sold", 1), (cloud.Text("specversion"), cloud.Text("type"), cloud.GetProperty("data").GetProperty("n").GetInt32()));
    }

    [Fact]
    public async Task Also_after_the_portal_was_killed_with_the_same_id_and_the_same_secret()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Status = _ => 503;
        var made = await Portal.Api.PutJsonAsync("/api/topics/kept/subscriptions/third", new { webhook = new { url = receiver.Url } });
        var id = await PublishAsync("kept", "shop.sold", "{}");
        await CameAsync(receiver, 1);

        await Portal.KillAsync();
        receiver.Status = _ => 204;
        await Portal.StartAgainAsync();
        await Until.TrueAsync(async () => (await Portal.Api.GetJsonAsync("/api/queues/webhook.kept.third")) is var queue && queue.GetProperty("ready").GetInt64() + queue.GetProperty("leased").GetInt64() + queue.GetProperty("scheduled").GetInt64() == 0, () => "it is taken\n" + Portal.Log);

        Assert.All(receiver.Calls, call => Assert.Equal(id, call.Id));
        Assert.True(IsSigned(receiver.Calls.Last(), made.Text("secret")));

        await Portal.Api.DeleteAsync("/api/topics/kept/subscriptions/third", TestContext.Current.CancellationToken);
        Assert.Empty((await Portal.Api.GetJsonAsync("/api/topics/kept")).GetProperty("subscriptions").EnumerateArray());
        using var queue = await Portal.Api.GetAsync("/api/queues/webhook.kept.third", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, queue.StatusCode);
    }

    [Fact]
    public async Task Made_on_the_topic_s_page_with_a_secret_that_is_shown_once()
    {
        await using var receiver = await Receiver.StartAsync();
        await Portal.Api.PutAsync("/api/topics/paged", null, TestContext.Current.CancellationToken);
        await SignInAsync("/topics/paged");
        await Page.GetByLabel("Address", new() { Exact = true }).FillAsync("http://10.0.0.1/");
        await Page.GetByLabel("Name of the webhook").FillAsync("crm");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create the webhook" }).ClickAsync();
        await Expect(Page.GetByText("leads to a loopback, private")).ToBeVisibleAsync();
        await Page.GetByLabel("Address", new() { Exact = true }).FillAsync(receiver.Url);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create the webhook" }).ClickAsync();
        var secret = await Page.GetByTestId("webhook-secret").TextContentAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "I have stored it" }).ClickAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Test crm" }).ClickAsync();
        await Expect(Page.Locator("tr[data-webhook=crm]")).ToContainTextAsync("taken, 204");
        Assert.True(IsSigned(receiver.Calls.First(), secret!));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause crm" }).ClickAsync();
        await Expect(Page.Locator("tr[data-webhook=crm] [data-status=paused]")).ToBeVisibleAsync();
        await Page.ReloadAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Resume crm" })).ToBeVisibleAsync();
        Assert.DoesNotContain(secret!, await Page.ContentAsync(), StringComparison.Ordinal);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete crm" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(Page.GetByText("Nobody has subscribed")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("https://user:pass@example.com/")]
    [InlineData("nonsense")]
    public async Task But_not_to_one_that_leads_inside(string url)
    {
        using var response = await Portal.Api.PutAsync("/api/topics/hooks/subscriptions/bad", JsonContent(new { webhook = new { url } }), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("errors").TryGetProperty("webhook.url", out _));
    }

    /// <summary>As the specification has receivers do it.</summary>
    private static bool IsSigned(Receiver.Call call, string secret)
    {
        var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(call.Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(age, TimeSpan.FromMinutes(-5), TimeSpan.FromMinutes(5));
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{call.Id}.{call.Headers["webhook-timestamp"]}."), .. call.Body];
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed));
        return call.Headers["webhook-signature"].Split(' ').Contains(expected);
    }

    private async Task<string> PublishAsync(string topic, string type, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/topics/{topic}/messages") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Message-Type", type);
        using var response = await Portal.Api.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.Text("id");
    }

    private async Task<List<JsonElement>> DeliveriesAsync(string subscription) =>
        [.. (await Portal.Api.GetJsonAsync($"/api/topics/hooks/subscriptions/{subscription}/deliveries")).GetProperty("items").EnumerateArray()];

    private Task CameAsync(Receiver receiver, int count) =>
        Until.TrueAsync(() => Task.FromResult(receiver.Calls.Count >= count), () => $"{count} calls came, not {receiver.Calls.Count}\n{Portal.Log}");

    private static string StateOf(JsonElement topic, string name) =>
        topic.GetProperty("subscriptions").EnumerateArray().Single(s => s.Text("name") == name).GetProperty("webhook").Text("state");

    private static StringContent JsonContent(object value) => new(JsonSerializer.Serialize(value), Encoding.UTF8, "application/json");
}

public sealed class WebhookPortal : IAsyncLifetime
{
    internal PortalProcess Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Portal = await PortalProcess.StartAsync(new()
    {
        ["Webhooks__AllowHttp"] = "true",
        ["Webhooks__AllowedNetworks"] = "127.0.0.0/8",
        ["Webhooks__FirstRetrySeconds"] = "0.05",
    });

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
