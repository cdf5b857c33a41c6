using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class A_name_is_locked(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private const int MostWrong = 10;

    private readonly BrowserFixture _browser = browser;

    [Fact]
    public async Task After_ten_wrong_passwords_and_until_an_administrator_unlocks_it()
    {
        var name = "l" + Guid.NewGuid().ToString("N")[..8];
        await Portal.Api.PostJsonAsync("/api/people", new { name, password = PortalProcess.PersonPassword, role = "viewer" });
        await using var other = await _browser.NewContextAsync(new()
        {
            BaseURL = Portal.Url,
            ExtraHTTPHeaders = new Dictionary<string, string> { ["X-Forwarded-For"] = "192.0.2.44" }, // the tries of an address are limited, too: these are not to be everybody's
        });
        var door = await other.NewPageAsync();
        for (var i = 1; i <= MostWrong; i++)
        {
            await TryAsync("wrong-password-" + i);
            await Expect(door.GetByRole(AriaRole.Alert)).ToContainTextAsync(i < MostWrong ? "Name or password is wrong." : "this name is locked");
        }

        // Not even the right one, and it is said what to do.
        await TryAsync(PortalProcess.PersonPassword);
        await Expect(door.GetByRole(AriaRole.Alert)).ToContainTextAsync("ask an administrator to unlock it");

        await SignInAsync("/people?q=" + name);
        var row = Page.GetByRole(AriaRole.Table, new() { Name = "People" }).Locator($"tr[data-person='{name}']");
        await Expect(row.Locator("[data-status]")).ToHaveAttributeAsync("data-status", "locked");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Unlock " + name }).ClickAsync();
        await Expect(row.Locator("[data-status]")).ToHaveAttributeAsync("data-status", "active");

        await TryAsync(PortalProcess.PersonPassword);
        await door.LeaveAsync("/sign-in");
        await Expect(door.GetByTitle($"Signed in as {name}: your account")).ToBeVisibleAsync();

        async Task TryAsync(string password)
        {
            await door.GotoAsync("/sign-in"); // where nothing is said yet
            await door.GetByLabel("Name").FillAsync(name);
            await door.GetByLabel("Password").FillAsync(password);
            await door.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        }
    }
}
