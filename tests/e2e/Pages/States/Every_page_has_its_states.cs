using System.Text.RegularExpressions;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages.States;

/// <summary>What every page shows of something that does not exist, and to somebody who may only look.</summary>
public sealed class Every_page_has_its_states(BrowserFixture browser, SharedPortal shared, Samples samples) : PageTest(browser, shared), IClassFixture<Samples>
{
    private const string Reason = "Needs the role operator. Ask an administrator.";

    [Fact]
    public void The_table_has_each_page_and_says_all_of_it()
    {
        Assert.Equal(AllPages.Routes, AllPages.Table.Select(page => page.Route).Order(StringComparer.Ordinal));
        foreach (var page in AllPages.Table)
        {
            foreach (var seen in (Seen[])[page.Empty, page.Missing, page.Refused])
                Assert.True(seen.Words is null != seen.WhyNot is null, $"{page.Route}: words, or why there are none");
            Assert.True(page.Error.Table is null != page.Error.WhyNot is null, $"{page.Route}: a table, or why there is none");
            Assert.True(page.Missing.Words is not null || !page.Route.Contains('{', StringComparison.Ordinal), $"{page.Route} names something that may not exist");
        }
    }

    [Fact]
    public async Task What_does_not_exist_is_said_not_to_and_there_is_a_way_on()
    {
        await SignInAsync("/jobs");
        await AllPages.CheckAsync(page => page.Missing.Words is not null, async page =>
        {
            await Page.GotoAsync(page.Missing.Address!);

            await Expect(Page.GetByText(page.Missing.Words!).First).ToBeVisibleAsync();
            await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await Expect(Page.Locator("main").GetByRole(AriaRole.Link)).Not.ToHaveCountAsync(0);
            await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Retry" })).ToHaveCountAsync(0);
        });
    }

    /// <summary>
    /// Whoever is signed in may read every page but those for administrators alone, which say so: what a role lacks is to change something.
    /// Its button is there, disabled, can be focused, and says why. That the server refuses it, too, is tested at the gateways.
    /// </summary>
    [Fact]
    public async Task A_viewer_reads_every_page_and_what_they_lack_is_disabled_with_the_reason()
    {
        await SignInAsync("/jobs", "viewer");
        await AllPages.CheckAsync(_ => true, async page =>
        {
            var answer = await Page.GotoAsync(await samples.FillInAsync(page.Refused.Address ?? page.Address));

            Assert.Equal(page.Route == "/not-found" ? 404 : page.IsAnswered403 ? 403 : 200, answer!.Status);
            if (page.Forbidden is { } forbidden)
            {
                await Expect(Page.Locator("main").GetByText(forbidden)).ToBeVisibleAsync();
                await Expect(page.Main(Page)).ToHaveCountAsync(0);
                return;
            }

            if (page.Refused.Address is null)
                await Expect(page.Main(Page)).ToBeVisibleAsync();
            if (page.Refused.Words is not { } words)
                return;
            var folded = Page.Locator("main details:not([open]) > summary"); // one fewer with each that is opened
            while (await folded.CountAsync() > 0)
                await folded.First.ClickAsync();
            var button = Page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{Regex.Escape(words)}\\b") }).First;
            await Expect(button).ToHaveAttributeAsync("aria-disabled", "true");
            await Expect(button).ToHaveAccessibleDescriptionAsync(Reason);
            await button.FocusAsync();
            await Expect(button).ToBeFocusedAsync();
        });
    }

    [Fact]
    public async Task A_stranger_reads_none()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Portal.Api.BaseAddress };
        stranger.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        foreach (var page in AllPages.Table.Where(page => page.Route is not ("/sign-in" or "/sign-out")))
        {
            using var answer = await stranger.GetAsync(page.Address.Replace('{', '-').Replace('}', '-'), TestContext.Current.CancellationToken);

            Assert.True(answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal), $"{page.Address}: {answer.StatusCode}, {answer.Headers.Location}");
        }
    }
}
