using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class The_console_of_an_instance(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private string _id = "";

    [Fact]
    public async Task Its_log_is_followed_paused_without_a_loss_and_searched()
    {
        await OpenAsync("log-me");
        var log = Page.GetByTestId("log");
        await Expect(log).ToContainTextAsync("log-me starts");
        await Expect(log).ToContainTextAsync("tick 2");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(Page.GetByText("Paused; nothing is lost")).ToBeVisibleAsync();
        var frozen = await log.InnerTextAsync();
        await Until.TrueAsync(
            async () => (await Portal.Api.GetStringAsync($"/api/instances/{_id}/log", TestContext.Current.CancellationToken)).Split("tick").Length > frozen.Split("tick").Length + 1,
            () => "the instance printed more");
        Assert.Equal(frozen, await log.InnerTextAsync());
        await Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        var printed = await Portal.Api.GetStringAsync($"/api/instances/{_id}/log", TestContext.Current.CancellationToken);
        await Expect(log).ToContainTextAsync(printed.TrimEnd().Split('\n')[^1]);
        var numbers = (await log.InnerTextAsync()).Split('\n').Where(l => l.Contains("tick", StringComparison.Ordinal)).Select(l => int.Parse(l.Split(' ')[^1], null)).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);

        await Page.GetByLabel("Search in the log").FillAsync("starts");
        await Expect(log.Locator("mark")).ToHaveTextAsync("starts");
        await Expect(log).Not.ToContainTextAsync("tick");
    }

    [Fact]
    public async Task Figures_history_and_state_are_there_and_grow()
    {
        await OpenAsync("watch-me");
        await Expect(Page.GetByTestId("memory")).ToContainTextAsync("iB");
        await Expect(Page.GetByTestId("cpu")).ToContainTextAsync("%");
        await Expect(Page.GetByTestId("instance-history")).ToContainTextAsync("Launch asked for");
        await Page.GetByRole(AriaRole.Switch, new() { Name = "Protect watch-me" }).ClickAsync();
        await Expect(Page.GetByTestId("instance-history")).ToContainTextAsync("Protection set by admin");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(Page.GetByText("attribute 'protected'")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Switch, new() { Name = "Protect watch-me" }).ClickAsync();
        await Expect(Page.GetByTestId("instance-history")).ToContainTextAsync("Protection cleared by admin");
    }

    [Fact]
    public async Task A_schedule_is_made_with_its_next_times_in_sight()
    {
        await OpenAsync("plan-me");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add a schedule" }).ClickAsync();
        var next = Page.GetByTestId("next-times");
        await Expect(next.Locator("li")).ToHaveCountAsync(5);
        await Expect(next).ToContainTextAsync("on weekdays at 19:00");
        await Page.GetByLabel("Times").FillAsync("0 25 * * *");
        await Expect(Page.GetByText("The hour must be 0 to 23, not '25'.")).ToBeVisibleAsync();
        await Page.GetByLabel("Times").FillAsync("30 6 * * *");
        await Page.GetByLabel("Time zone").FillAsync("Europe/Berlin");
        await Expect(next).ToContainTextAsync("every day at 6:30");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        var schedules = Page.GetByRole(AriaRole.Table, new() { Name = "Schedules" });
        await Expect(schedules).ToContainTextAsync("Stop every day at 6:30");
        await Page.GetByRole(AriaRole.Switch, new() { Name = "Enable Stop every day at 6:30" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Switch, new() { Name = "Enable Stop every day at 6:30" })).ToHaveAttributeAsync("aria-checked", "false");
        await schedules.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(schedules).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task One_that_does_not_exist_says_so()
    {
        await SignInAsync("/instances/i-none");
        await Expect(Page.GetByText("There is no instance 'i-none'.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "All instances" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Instances" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_viewer_sees_everything_and_is_told_why_he_may_change_nothing()
    {
        await OpenAsync("look-at-me", "viewer");
        await Expect(Page.GetByTestId("log")).ToContainTextAsync("tick");
        var stop = Page.GetByRole(AriaRole.Button, new() { Name = "Stop" });
        await Expect(stop).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(stop).ToHaveAttributeAsync("title", "Needs the role operator. Ask an administrator.");
        await Expect(Page.GetByRole(AriaRole.Switch, new() { Name = "Protect look-at-me" })).ToBeDisabledAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Add a schedule" })).ToHaveAttributeAsync("aria-disabled", "true");
    }

    private async Task OpenAsync(string name, string person = "admin")
    {
        _id = (await Portal.Api.PostJsonAsync("/api/instances", new { name })).Text("id");
        await SignInAsync("/instances/" + _id, person);
        await Expect(Page.GetByTestId("instance-state")).ToHaveAttributeAsync("data-state", "running");
    }
}
