using E2E.Pages.States;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

/// <summary>
/// The main state of every page, and axe on it in both themes, wide and on a phone. The pages are read from the assembly: a new one
/// fails here until it is in the table.
/// </summary>
[Collection(typeof(Every_page_is_accessible))]
public sealed class Every_page_is_accessible(BrowserFixture browser, SampledPortal own) : PageTest(browser, own.Portal), IClassFixture<SampledPortal>
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Page.Context.AddAxeAsync();
    }

    public static TheoryData<string> Routes() => [.. AllPages.Routes];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Nothing_serious_is_found(string route)
    {
        var page = AllPages.Of(route);
        await SignInAsync(path: null);
        var found = new List<string>();
        foreach (var template in (string[])[page.Address, .. page.Others])
        {
            var address = await own.Samples.FillInAsync(template);
            await Page.Context.AddCookiesAsync([new Cookie { Name = "portal-theme", Value = "light", Url = Portal.Url }]);
            await Page.GotoAsync(address);
            foreach (var (theme, width) in ((string, int)[])[("light", 1280), ("light", 390), ("dark", 390), ("dark", 1280)])
            {
                if (theme == "dark")
                    await DarkenAsync(address);
                await Page.SetViewportSizeAsync(width, 844);
                await LoadedAsync();
                if (template == page.Address)
                    await Expect(page.Main(Page)).ToBeVisibleAsync();

                // A theme changes colours and nothing else: what is asked of the structure needs no second answer.
                found.AddRange((await Page.SeriousAsync(onlyColours: theme == "dark")).Select(fault => $"{address}, {theme}, {width} px: {fault}"));
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task A_fault_is_found()
    {
        await SignInAsync("/sandbox");
        await LoadedAsync();
        await Page.EvaluateAsync("() => document.getElementById('main').insertAdjacentHTML('beforeend', '<button></button><p style=\"color: #eee; background: #fff\">pale</p>')");

        var found = await Page.SeriousAsync();

        Assert.Contains(found, fault => fault.Contains("button-name", StringComparison.Ordinal));
        Assert.Contains(found, fault => fault.Contains("color-contrast", StringComparison.Ordinal));
    }

    /// <summary>As the switch does it, without loading the page again; where there is none, as the page is next time.</summary>
    private async Task DarkenAsync(string address)
    {
        var dark = Page.Locator("html[data-theme=dark]");
        if (await dark.CountAsync() > 0)
            return;
        if (!await Page.EvaluateAsync<bool>("() => window.portal?.theme.set(true) ?? false"))
        {
            await Page.Context.AddCookiesAsync([new Cookie { Name = "portal-theme", Value = "dark", Url = Portal.Url }]);
            await Page.GotoAsync(address);
        }

        await Expect(dark).ToHaveCountAsync(1);
    }

    private async Task LoadedAsync()
    {
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Status, new() { Name = "Loading" })).ToHaveCountAsync(0);

        // An icon without its font is a word; colours that are on their way to others are neither.
        await Page.EvaluateAsync("() => document.fonts.ready.then(() => {})");
        await Page.EvaluateAsync("() => Promise.all(document.getAnimations().filter(a => a.effect.getTiming().iterations !== Infinity).map(a => a.finished.catch(() => {})))");
    }
}
