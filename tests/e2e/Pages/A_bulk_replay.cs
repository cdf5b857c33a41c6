using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class A_bulk_replay(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task Is_seen_to_move_is_paused_goes_on_and_says_what_became_of_each()
    {
        const string queue = "bulk-moves";
        await Portal.FailAsync(queue, 30);
        await SignInAsync("/operations");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Operations" })).ToBeVisibleAsync();

        var operation = await Portal.StartOperationAsync("replay", new { filter = new { queue }, ratePerSecond = 10 });
        var row = Page.Locator($"[data-operation-row='{operation.Text("id")}']");
        await Expect(row).ToContainTextAsync("Replay 30 dead letters of queue bulk-moves");
        var bar = row.GetByRole(AriaRole.Progressbar);
        await Expect(bar).ToHaveAttributeAsync("aria-valuemax", "30");
        await Expect(bar).Not.ToHaveAttributeAsync("aria-valuenow", "0");

        await row.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(row.Locator(".tag [data-state]")).ToHaveAttributeAsync("data-state", "paused");
        var done = (await Portal.Api.GetJsonAsync("/api/operations/" + operation.Text("id"))).GetProperty("done").GetInt32();
        Assert.InRange(done, 1, 29);

        await row.GetByRole(AriaRole.Link, new() { Name = "Replay 30" }).ClickAsync();
        await Expect(Page.GetByText("Paused by admin.")).ToBeVisibleAsync();
        await Expect(Page.GetByText((30 - done).ToString(CultureInfo.InvariantCulture) + " remain")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();

        await Expect(Page.GetByTestId("operation-state")).ToHaveAttributeAsync("data-state", "completed");
        await Expect(Page.GetByText("30 of 30 replayed")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Done" }).ClickAsync();
        await Expect(Page.Locator("[data-result=done]")).ToHaveCountAsync(30);
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "this filter matched" })).ToHaveAttributeAsync("href", "dead-letters?queue=" + queue);

        // One of them comes back, also though it is over: this page says so by itself.
        await Portal.FailWhatIsThereAsync(queue, 30);
        await Expect(Page.GetByText("30 failed again")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Failed again" }).ClickAsync();
        await Expect(Page.Locator("[data-result=failedAgain]")).ToHaveCountAsync(30);
    }

    [Fact]
    public async Task With_a_canary_stops_by_itself_and_is_cancelled()
    {
        const string queue = "bulk-canary";
        await Portal.FailAsync(queue, 20);
        var operation = await Portal.StartOperationAsync("replay", new { filter = new { queue }, canary = true });
        await SignInAsync("/operations/" + operation.Text("id"));
        await Expect(Page.GetByText("ten follow when it was handled")).ToBeVisibleAsync();
        await Portal.HandleWhatIsThereAsync(queue, 1);
        await Expect(Page.GetByText("Ten more were replayed")).ToBeVisibleAsync();

        await Portal.FailWhatIsThereAsync(queue, 10);

        await Expect(Page.GetByTestId("operation-state")).ToHaveAttributeAsync("data-state", "stopped");
        await Expect(Page.GetByText("failures came back")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel the operation" }).ClickAsync();
        await Expect(Page.GetByTestId("operation-state")).ToHaveAttributeAsync("data-state", "cancelled");
        await Expect(Page.GetByText("9 were left as they are.").First).ToBeVisibleAsync();
        Assert.Equal("cancelled", (await Portal.Api.GetJsonAsync("/api/operations/" + operation.Text("id"))).Text("state"));
    }

    [Fact]
    public async Task That_does_not_exist_and_a_list_without_any_say_so()
    {
        await SignInAsync("/operations/nope");
        await Expect(Page.GetByText("There is no operation 'nope'.")).ToBeVisibleAsync();

        await Page.GotoAsync("/operations?state=stopped&after=nonsense");
        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is not a cursor");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Retry" })).ToBeVisibleAsync();
        await Page.GotoAsync("/operations?state=running");
        await Expect(Page.GetByText("No operation is running")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Cannot_be_changed_by_a_viewer_and_the_buttons_say_why()
    {
        const string queue = "bulk-viewer";
        await Portal.FailAsync(queue, 2);
        var operation = await Portal.StartOperationAsync("replay", new { filter = new { queue }, ratePerSecond = 0.1 });
        await SignInAsync("/operations/" + operation.Text("id"), "viewer");

        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(Page.GetByText("Needs the role operator").First).ToBeVisibleAsync();
        await Portal.Api.PostJsonAsync($"/api/operations/{operation.Text("id")}/cancel", new { });
    }

    [Fact]
    public async Task Is_refused_where_it_makes_no_sense()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("replay", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("replay", new { filter = new { queue = "nothing-ever-failed-here" } })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("archive", new { filter = new { }, ratePerSecond = 0 })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("replay", new { ids = (string[])["one"] })).StatusCode);
    }

    [Fact]
    public async Task Is_told_to_programs_at_the_hub()
    {
        const string queue = "bulk-hub";
        await Portal.FailAsync(queue, 3);
        await using var hub = await HubConnection.OpenAsync(Portal);
        await hub.InvokeAsync("watchOperations");

        using var response = await PostAsync("replay", new { filter = new { queue } });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var id = response.Headers.Location!.OriginalString["/api/operations/".Length..];

        var told = await hub.ExpectAsync("operationChanged", o => o.Text("id") == id && o.Text("state") == "completed");
        Assert.Equal(3, told.GetProperty("done").GetInt32());
        await Portal.HandleWhatIsThereAsync(queue, 3);
    }

    private Task<HttpResponseMessage> PostAsync(string kind, object request) => Portal.Api.PostAsJsonAsync("/api/dead-letters/" + kind, request);
}
