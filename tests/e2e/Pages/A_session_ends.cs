using System.Net;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class A_session_ends(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private readonly BrowserFixture _browser = browser;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_an_administrator_takes_a_role_away_pages_hub_and_long_polls_with_it()
    {
        var name = await AddAsync("operator");
        await SignInByFormAsync("/keys", name);
        var key = await MakeKeyAsync();
        await Page.GotoAsync("/queues");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Create a queue" })).ToBeEnabledAsync();
        await Portal.Api.PutJsonAsync("/api/queues/role", new { });
        using var program = Portal.With(key);
        await using var hub = await HubConnection.OpenAsync(Portal, key);
        await hub.InvokeAsync("watchQueues");
        await hub.ExpectAsync("queueChanged", queue => queue.Text("name") == "role");
        var poll = program.PostAsync("/api/queues/role/receive?wait=60", null, Token);
        await Until.TrueAsync(
            async () => (await Portal.Api.GetJsonAsync("/api/queues/role")).GetProperty("consumers").GetInt32() > 0, () => "somebody waits");

        await using var other = await _browser.NewContextAsync(new() { BaseURL = Portal.Url });
        var administrator = await other.NewPageAsync();
        await administrator.GotoAsync("/people?q=" + name);
        await SignInByFormAsync(administrator, "admin", PortalProcess.AdminPassword);
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Change " + name }).ClickAsync();
        await administrator.GetByLabel("Role").SelectOptionAsync("viewer");
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Page.ArriveAsync("/sign-in?");
        await Expect(Page.Locator("#ended")).ToContainTextAsync("Your role was changed.");
        await hub.ClosedAsync();
        using var polled = await poll.WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, polled.StatusCode);

        // The cookie opens nothing any more; the key what is left of the role.
        Assert.Equal(401, await Page.EvaluateAsync<int>("async () => (await fetch('api/queues')).status"));
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/queues", Token)).StatusCode);
        using var refused = await program.PostAsync("/api/queues/role/receive", null, Token);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("owner of the API key", await refused.DetailAsync(), StringComparison.Ordinal);

        await SignInByFormAsync(Page, name, PortalProcess.PersonPassword);
        await Expect(Page).ToHaveURLAsync(Portal.Url + "/queues");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Create a queue" })).ToHaveAttributeAsync("aria-disabled", "true");
    }

    [Fact]
    public async Task When_somebody_changes_their_password_signs_out_everywhere_or_is_disabled()
    {
        const string another = "another-password";
        var name = await AddAsync("viewer");
        await SignInByFormAsync("/account", name);
        await Page.GetByLabel("Password now").FillAsync("not-this-one");
        await Page.GetByLabel("New password").FillAsync(another);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("is wrong");
        await Page.GetByLabel("Password now").FillAsync(PortalProcess.PersonPassword);
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Change the password" })).ToBeEnabledAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
        await Expect(Page.Locator("#ended")).ToContainTextAsync("Your password was changed.");

        await SignInByFormAsync(Page, name, another);
        await using var other = await _browser.NewContextAsync(new() { BaseURL = Portal.Url });
        var elsewhere = await other.NewPageAsync();
        await elsewhere.GotoAsync("/orders");
        await SignInByFormAsync(elsewhere, name, another);
        await Expect(elsewhere.GetByRole(AriaRole.Heading, new() { Name = "Orders", Exact = true })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await Expect(Page.Locator("#ended")).ToContainTextAsync("You were signed out everywhere.");
        await Expect(elsewhere.Locator("#ended")).ToContainTextAsync("You were signed out everywhere.");

        await SignInByFormAsync(elsewhere, name, another);
        await Expect(elsewhere.GetByRole(AriaRole.Heading, new() { Name = "Orders", Exact = true })).ToBeVisibleAsync();
        await Portal.Api.PutJsonAsync("/api/people/" + name, new { disabled = true });
        await Expect(elsewhere.Locator("#ended")).ToContainTextAsync("Your account was disabled.");
        await elsewhere.GetByLabel("Name").FillAsync(name);
        await elsewhere.GetByLabel("Password").FillAsync(another);
        await elsewhere.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(elsewhere.GetByRole(AriaRole.Alert)).ToContainTextAsync("disabled");
    }

    [Fact]
    public async Task When_it_is_ended_from_another_one_of_theirs_and_that_one_goes_on()
    {
        var name = await AddAsync("viewer");
        await SignInByFormAsync("/account", name);
        var sessions = Page.GetByRole(AriaRole.List, new() { Name = "Sessions" }).GetByRole(AriaRole.Listitem);
        await Expect(sessions).ToHaveCountAsync(1);
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "End all others" })).ToHaveCountAsync(0);
        await using var other = await _browser.NewContextAsync(new() { BaseURL = Portal.Url });
        var elsewhere = await other.NewPageAsync();
        await GoAsync(elsewhere);

        await Page.ReloadAsync();
        await Expect(sessions).ToHaveCountAsync(2);
        await Expect(sessions.First).ToContainTextAsync("this one");
        await Expect(sessions.Last).ToContainTextAsync("open now");
        await Page.GetByRole(AriaRole.Button, new() { Name = "End Chrome on Linux" }).ClickAsync();
        await Expect(elsewhere.Locator("#ended")).ToContainTextAsync("ended from another one of yours");
        await Expect(sessions).ToHaveCountAsync(1);

        await GoAsync(elsewhere);
        await Page.ReloadAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "End all others" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End them" }).ClickAsync();
        await Expect(elsewhere.Locator("#ended")).ToContainTextAsync("ended from another one of yours");
        await Expect(sessions).ToHaveCountAsync(1);
        Assert.Equal(200, await Page.EvaluateAsync<int>("async () => (await fetch('api/me')).status"));

        async Task GoAsync(IPage page)
        {
            await page.GotoAsync("/orders");
            await SignInByFormAsync(page, name, PortalProcess.PersonPassword);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Orders" })).ToBeFocusedAsync(); // its circuit is there
        }
    }

    [Fact]
    public async Task When_somebody_signs_in_again_in_the_same_browser_and_its_other_pages_come_back()
    {
        var name = await AddAsync("viewer");
        await SignInByFormAsync("/orders", name);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Orders" })).ToBeFocusedAsync(); // its circuit is there
        await Page.EvaluateAsync("() => { window.isTheFirst = true; }");

        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync("/sign-in?returnUrl=%2Faccount");
        await SignInByFormAsync(other, name, PortalProcess.PersonPassword);

        await Page.WaitForFunctionAsync("() => location.pathname === '/orders' && !window.isTheFirst");
        await Expect(Page.GetByTitle($"Signed in as {name}: your account")).ToBeVisibleAsync();
        await other.ReloadAsync();
        await Expect(other.GetByRole(AriaRole.List, new() { Name = "Sessions" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
    }

    private Task<string> MakeKeyAsync() => Page.EvaluateAsync<string>("""
        async () => (await (await fetch('api/keys', { method: 'POST', headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ name: 'of the test', scopes: ['read', 'messages:receive'] }) })).json()).key
        """);

    private static async Task SignInByFormAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.LeaveAsync("/sign-in");
    }
}
