using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class A_call_is_tried(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task It_is_found_filled_in_sent_and_answered()
    {
        await SignInAsync("/api-docs");
        await Page.GetByLabel("Search").FillAsync("queue options");
        await Page.GetByRole(AriaRole.Link, new() { Name = "PUT /api/queues/{queue}" }).ClickAsync();
        await Page.GetByLabel("queue", new() { Exact = true }).FillAsync("tried");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        var answer = Page.GetByRole(AriaRole.Region, new() { Name = "Answer", Exact = true });
        await Expect(answer).ToHaveAttributeAsync("data-status", "201");
        await Expect(answer.GetByLabel("Body of the answer")).ToContainTextAsync("\"name\": \"tried\"");
        await Expect(Page.GetByLabel("curl", new() { Exact = true })).ToContainTextAsync("--request PUT");
        await Expect(Page.GetByLabel("curl", new() { Exact = true })).ToContainTextAsync("\"$PORTAL\"'/api/queues/tried'");
        Assert.Equal(5, (await Portal.Api.GetJsonAsync("/api/queues/tried")).GetProperty("maxDeliveryAttempts").GetInt32());

        // What cannot be undone asks first.
        await Page.GotoAsync("/api-docs?call=DeleteQueue");
        await Page.GetByLabel("queue", new() { Exact = true }).FillAsync("tried");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("DELETE /api/queues/tried");
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(answer).ToHaveAttributeAsync("data-status", "200");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(answer).ToHaveAttributeAsync("data-status", "404");
        await Expect(answer.GetByLabel("Body of the answer")).ToContainTextAsync("There is no queue 'tried'.");
    }

    [Fact]
    public async Task A_stream_shows_its_beginning_and_a_viewer_may_not_send_what_changes_something()
    {
        await SignInAsync("/api-docs?call=StreamEvents", "viewer");
        await Page.GetByLabel("snapshot (optional)").FillAsync("true");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(Page.GetByLabel("Body of the answer")).ToContainTextAsync("event: ");
        await Page.GotoAsync("/api-docs?call=PlaceOrder");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(Page.GetByText("Needs the role operator")).ToBeVisibleAsync();
    }
}
