using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class Jobs_on_their_page(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private const string Job = "DEFAULT.inbox-retention";

    [Fact]
    public async Task Say_when_they_run_are_run_now_and_show_how_it_went()
    {
        await SignInAsync("/jobs");
        var row = Page.Locator($"[data-job='{Job}']");
        await Expect(row).ToContainTextAsync("Every day at 03:30 UTC");
        await row.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        await Expect(row.Locator("[data-job-state=succeeded]")).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Link, new() { Name = "inbox-retention" }).ClickAsync();
        await Expect(Page.Locator("ol.op-times > li")).ToHaveCountAsync(5);
        await Expect(Page.Locator("[data-result=succeeded]").First).ToBeVisibleAsync();
        await Expect(Page.GetByText("by hand").First).ToBeVisibleAsync();
        var runs = await Portal.Api.GetJsonAsync($"/api/jobs/{Job}/runs");
        Assert.Equal("succeeded", runs.GetProperty("items")[0].Text("result"));
    }

    [Fact]
    public async Task Are_paused_and_resumed()
    {
        const string job = "DEFAULT.operation-retention";
        await SignInAsync("/jobs/" + job);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(Page.Locator("[data-paused=true]")).ToBeVisibleAsync();
        await Expect(Page.GetByText("were it not paused")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(Page.Locator("[data-paused=true]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task That_do_not_exist_say_so_and_a_viewer_is_told_why_he_may_not_run_them()
    {
        await SignInAsync("/jobs/DEFAULT.nope", "viewer");
        await Expect(Page.GetByText("There is no job 'DEFAULT.nope'.")).ToBeVisibleAsync();

        await Page.GotoAsync("/jobs/" + Job);
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Run now" })).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(Page.GetByText("Needs the role operator").First).ToBeVisibleAsync();
    }
}
