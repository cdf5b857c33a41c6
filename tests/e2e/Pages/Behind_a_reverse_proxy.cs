using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

[Collection(typeof(Behind_a_reverse_proxy))]
public sealed class Behind_a_reverse_proxy(BrowserFixture browser)
{
    private const string Base = "/tools/portal";

    [Fact]
    public async Task The_portal_works_under_a_path_of_the_proxy()
    {
        Assert.SkipUnless(NginxProcess.IsInstalled, "nginx is not installed here: the portal behind a reverse proxy is not tested.");
        await using var portal = await PortalProcess.StartAsync(new()
        {
            ["Portal__PathBase"] = Base,
            ["Portal__Limits__SignInsPerMinute"] = "3",
        });
        await using var nginx = await NginxProcess.StartAsync(portal.Url, Base);
        await ProgramsAreToldWhereToLookAsync(nginx, portal);
        await PeopleWorkAsync(nginx);
        await AnAddressHasItsLimitAsync(nginx);
    }

    private static async Task ProgramsAreToldWhereToLookAsync(NginxProcess nginx, PortalProcess portal)
    {
        using var http = new HttpClient { BaseAddress = new Uri(nginx.Url) };
        http.DefaultRequestHeaders.Authorization = portal.Api.DefaultRequestHeaders.Authorization;
        using var placed = await http.PostAsJsonAsync(Base + "/api/orders", new { customer = "Ann", lines = new[] { new { sku = "KB-100", quantity = 1 } } });
        Assert.Equal(HttpStatusCode.Accepted, placed.StatusCode);
        var location = placed.Headers.Location!.ToString();
        Assert.StartsWith(Base + "/api/orders/", location, StringComparison.Ordinal);
        using var looked = await http.GetAsync(location);
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);

        using var hub = new ClientWebSocket();
        hub.Options.SetRequestHeader("Authorization", "Bearer " + PortalProcess.ApiKey);
        await hub.ConnectAsync(new Uri(nginx.Url.Replace("http", "ws", StringComparison.Ordinal) + Base + "/hubs/status"), TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Open, hub.State);
    }

    private async Task PeopleWorkAsync(NginxProcess nginx)
    {
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = nginx.Url });
        var page = await context.NewPageAsync();
        var wrong = new List<string>();
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 || !new Uri(response.Url).AbsolutePath.StartsWith(Base, StringComparison.Ordinal))
                wrong.Add($"{response.Status} {response.Url}");
        };
        await page.GotoAsync(Base + "/orders/new");
        await page.GetByLabel("Name").FillAsync("admin");
        await page.GetByLabel("Password").FillAsync(PortalProcess.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        // Where he wanted to go, in a circuit: a WebSocket through the proxy.
        var form = page.GetByRole(AriaRole.Region, new() { Name = "Place an order" });
        await form.GetByLabel("Customer").FillAsync("Ada Lovelace");
        await form.ChooseAsync("KB-100");
        await form.GetByRole(AriaRole.Button, new() { Name = "Place the order" }).ClickAsync();
        await Expect(page.GetByTestId("order-status")).ToHaveAttributeAsync("data-status", "readyToShip");

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Queues" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Queues" })).ToBeVisibleAsync();
        Assert.EndsWith(Base + "/queues", page.Url, StringComparison.Ordinal);
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "billing" })).ToBeVisibleAsync();
        Assert.Empty(wrong);
        var cookie = (await context.CookiesAsync()).Single(c => c.Name == "portal.session");
        Assert.Equal(Base, cookie.Path);
        Assert.True(cookie.HttpOnly);
    }

    /// <summary>Three a minute here, one of which was used above. The address is the browser's, not the proxy's: the header of a stranger is not believed.</summary>
    private async Task AnAddressHasItsLimitAsync(NginxProcess nginx)
    {
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = nginx.Url });
        var page = await context.NewPageAsync();
        for (var i = 0; i < 3; i++)
        {
            await page.GotoAsync(Base + "/sign-in");
            await page.GetByLabel("Name").FillAsync("somebody");
            await page.GetByLabel("Password").FillAsync("a wrong password");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        }

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Too many sign-ins" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to sign-in" }).ClickAsync();
        await Expect(page.GetByLabel("Name")).ToBeVisibleAsync();
    }
}
