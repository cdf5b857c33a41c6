using System.Net.Http.Json;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class Queues_are_operated(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task The_list_shows_live_figures_and_keeps_filter_and_order_in_the_address()
    {
        await Portal.Api.PutJsonAsync("/api/queues/list-one", new { });
        await Portal.Api.PutJsonAsync("/api/queues/list-two", new { });
        await SendAsync("list-two", 3);
        await SignInAsync("/queues");
        var rows = Page.Locator("tr[data-queue]");

        await Page.GetByLabel("Name", new() { Exact = true }).PressSequentiallyAsync("LIST-");
        await Expect(rows).ToHaveCountAsync(2);
        await Page.ArriveAtAsync("/queues?q=LIST-");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Ready" }).ClickAsync();
        await Page.ArriveAsync("sort=-ready", "q=LIST-");
        await Expect(rows.First).ToContainTextAsync("list-two");
        await Page.ReloadAsync();
        await Expect(rows.First).ToContainTextAsync("list-two");
        await Expect(rows.First.GetByTestId("queue-state")).ToHaveAttributeAsync("data-state", "abandoned");

        await SendAsync("list-one", 7);
        await Expect(rows.First).ToContainTextAsync("list-one"); // by itself, and in order
        await Expect(rows.First.Locator("td[data-label=Ready]")).ToHaveTextAsync("7");

        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("no such queue");
        await Expect(Page.GetByText("No queue matches the filter")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_queue_is_created_changed_filled_paused_purged_and_deleted()
    {
        await SignInAsync("/queues");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create a queue" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByLabel("Name", new() { Exact = true }).FillAsync("made by hand");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("must be 1 to 100 of")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByLabel("Name", new() { Exact = true }).FillAsync("made-by-hand");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Page.ArriveAtAsync("/queues/made-by-hand?tab=settings");

        await Page.GetByLabel("Messages at most").FillAsync("1");
        await Page.GetByLabel("Lease, seconds").FillAsync("0");
        await Expect(Page.Locator("tr[data-setting=maxLength] ins")).ToHaveTextAsync("1");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save 2 changes" }).ClickAsync();
        await Expect(Page.GetByText("must be 1 to 43,200 seconds")).ToBeVisibleAsync();
        await Page.GetByLabel("Lease, seconds").FillAsync("45");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save 2 changes" }).ClickAsync();
        await Expect(Page.GetByText("Nothing is changed yet.").First).ToBeVisibleAsync();
        var queue = await Portal.Api.GetJsonAsync("/api/queues/made-by-hand");
        Assert.Equal((1, 45), (queue.GetProperty("maxLength").GetInt32(), queue.GetProperty("leaseSeconds").GetInt32()));

        await Page.GetByRole(AriaRole.Link, new() { Name = "Send a message" }).ClickAsync();
        await Page.GetByLabel("Type", new() { Exact = true }).FillAsync("hand.made.v1");
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Body", Exact = true }).FillAsync("{ broken");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("is no JSON: line 1")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Body", Exact = true }).FillAsync("""{ "hello": "world" }""");
        await Page.GetByLabel("Headers (optional)").FillAsync("region: eu");
        await Page.GetByLabel("Delay, seconds").FillAsync("600");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("Sent with id").First).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Messages", Exact = true }).First.ClickAsync();
        await Expect(Page.Locator("[data-state=scheduled]")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "hand.made.v1" }).ClickAsync();
        await Expect(Page.Locator("pre")).ToContainTextAsync("\"hello\": \"world\"");
        await Expect(Page.GetByText("region", new() { Exact = true })).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause made-by-hand" }).ClickAsync();
        await Expect(Page.GetByTestId("queue-state")).ToHaveAttributeAsync("data-state", "paused");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Resume made-by-hand" }).ClickAsync();
        await Expect(Page.GetByTestId("queue-state")).Not.ToHaveAttributeAsync("data-state", "paused");

        await ConfirmAsync("Purge", "made-by-hand");
        await Expect(Page.GetByText("1 message deleted from made-by-hand")).ToBeVisibleAsync();
        await ConfirmAsync("Delete", "made-by-hand");
        await Page.ArriveAtAsync("/queues");
        await Expect(Page.Locator("tr[data-queue='made-by-hand']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_a_program_holds_is_shown_with_its_lease_and_charts_have_their_figures_as_words()
    {
        await Portal.Api.PutJsonAsync("/api/queues/held", new { });
        await SendAsync("held", 1);
        (await Portal.Api.PostAsync("/api/queues/held/receive?max=1&lease=600", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await SignInAsync("/queues/held");

        var held = Page.GetByRole(AriaRole.Table, new() { Name = "In work now" });
        await Expect(held).ToContainTextAsync("a program, over REST");
        await Expect(held).ToContainTextAsync("in 9 min");
        var chart = Page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Messages, UTC. Ready: now 0.* In work: now 1") });
        await Expect(chart).ToBeVisibleAsync();
        await chart.FocusAsync();
        await chart.PressAsync("End");
        await Expect(chart.Locator(".chart-tip")).ToContainTextAsync("In work: 1");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Messages as a table" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Messages, figures" })).ToContainTextAsync("Scheduled");
    }

    [Fact]
    public async Task An_unknown_queue_is_said_to_be_unknown_and_an_empty_one_to_be_empty()
    {
        await SignInAsync("/queues/no-such-queue");
        await Expect(Page.GetByText("There is no queue 'no-such-queue'.")).ToBeVisibleAsync();
        await Portal.Api.PutJsonAsync("/api/queues/nothing-in-it", new { });
        await Page.GotoAsync("/queues/nothing-in-it?tab=messages");
        await Expect(Page.GetByText("No message is in this queue")).ToBeVisibleAsync();
        await Page.GotoAsync("/queues/nothing-in-it?tab=messages&message=7");
        await Expect(Page.GetByText("No message is in this queue")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_viewer_looks_and_does_not_touch()
    {
        await Portal.Api.PutJsonAsync("/api/queues/look-only", new { });
        await SendAsync("look-only", 1);
        await SignInAsync("/queues/look-only?tab=settings", "viewer");

        foreach (var name in new[] { "Pause look-only", "Purge look-only", "Delete look-only" })
        {
            var button = Page.GetByRole(AriaRole.Button, new() { Name = name });
            await Expect(button).ToHaveAttributeAsync("aria-disabled", "true");
            await Expect(button).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("Needs the role"));
        }

        await Page.GotoAsync("/queues/look-only?tab=messages");
        await Expect(Page.Locator("[data-state=ready]")).ToBeVisibleAsync();
    }

    private async Task ConfirmAsync(string action, string queue)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = $"{action} {queue}" }).ClickAsync();
        await Page.GetByLabel($"Type {queue} to confirm").FillAsync(queue);
        await Page.GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
    }

    private async Task SendAsync(string queue, int count)
    {
        for (var i = 0; i < count; i++)
            (await Portal.Api.PostAsJsonAsync($"/api/queues/{queue}/messages", new { i }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }
}
