using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

/// <summary>With Chromium's own virtual authenticator: what a fingerprint sensor or a security key would do.</summary>
public sealed class A_passkey_signs_in(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task Once_it_is_added_and_until_it_is_removed()
    {
        // Passkeys belong to a domain, and an address is none.
        var localhost = Portal.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var name = "k" + Guid.NewGuid().ToString("N")[..8];
        await Portal.Api.PostJsonAsync("/api/people", new { name, password = PortalProcess.PersonPassword, role = "viewer" });
        var devices = await Page.Context.NewCDPSessionAsync(Page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });
        await SignInByFormAsync(localhost + "/account", name);
        await Page.GetByLabel("Name of a new passkey").FillAsync("Test device");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.List, new() { Name = "Passkeys" })).ToContainTextAsync("Test device");

        await Page.Context.ClearCookiesAsync();
        await Page.GotoAsync(localhost + "/orders");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(localhost + "/orders");
        await Expect(Page.GetByTitle($"Signed in as {name}: your account")).ToBeVisibleAsync();

        await Page.GotoAsync(localhost + "/account");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove Test device" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.List, new() { Name = "Passkeys" })).ToHaveCountAsync(0);
        await Page.Context.ClearCookiesAsync();
        await Page.GotoAsync(localhost + "/sign-in");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known");
    }
}
