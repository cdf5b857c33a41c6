using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages.States;

/// <summary>A portal in which nothing has happened yet, and which talks to real third parties: each page says what to do.</summary>
[Collection(typeof(Every_page_of_an_empty_portal))]
public sealed class Every_page_of_an_empty_portal(BrowserFixture browser, EmptyPortal empty) : PageTest(browser, empty.Portal), IClassFixture<EmptyPortal>
{
    [Fact]
    public async Task Says_that_it_is_empty_and_shows_no_error()
    {
        await using var samples = new Samples(Portal);
        await SignInAsync("/topics");
        await AllPages.CheckAsync(page => page.Empty.Words is not null, async page =>
        {
            await Page.GotoAsync(await samples.FillInAsync(page.Empty.Address ?? page.Address));

            await Expect(Page.GetByText(page.Empty.Words!).First).ToBeVisibleAsync();
            await Expect(Page.GetByRole(AriaRole.Status, new() { Name = "Loading" })).ToHaveCountAsync(0);
            await Expect(Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        });
    }
}

public sealed class EmptyPortal : IAsyncLifetime
{
    internal PortalProcess Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Portal = await PortalProcess.StartAsync(new()
    {
        ["Portal__Seed"] = "false",
        ["Sandbox__Enabled"] = "false",
        ["Payments__BaseUrl"] = "http://127.0.0.1:9",
        ["Carriers__BaseUrl"] = "http://127.0.0.1:9",
    });

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
