using System.Net.Http.Json;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class The_overview_says_what_needs_attention(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task A_paused_queue_and_one_that_nobody_takes_from_come_and_go_by_themselves()
    {
        await Portal.Api.PutJsonAsync("/api/queues/attention", new { });
        (await Portal.Api.PostAsJsonAsync("/api/queues/attention/messages", new { }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await SignInAsync("/");
        var attention = Page.GetByRole(AriaRole.Region, new() { Name = "What needs attention" });

        await Expect(attention.GetByRole(AriaRole.Link, new() { Name = "1 message waits in attention, and nobody takes them" })).ToBeVisibleAsync();
        (await Portal.Api.PostAsync("/api/queues/attention/pause", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        var paused = attention.GetByRole(AriaRole.Link, new() { Name = "attention is paused" });
        await Expect(paused).ToBeVisibleAsync();
        await paused.ClickAsync();
        await Page.ArriveAtAsync("/queues/attention");
        await Page.GoBackAsync();

        (await Portal.Api.DeleteAsync("/api/queues/attention", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await Expect(attention.GetByText("attention is paused")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Charts_and_counts_show_what_was_just_done()
    {
        var id = await Portal.PlaceOrderAsync("Charted");
        await Portal.WaitForStatusAsync(id, "readyToShip");
        await SignInAsync("/");

        var throughput = Page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Throughput") });
        await Expect(throughput.Locator("path.chart-line")).ToHaveCountAsync(2);
        await Expect(throughput).Not.ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("Handled: now .*highest 0/s"));
        await Expect(Page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Handling time") })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Orders" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Ready to ship" })).Not.ToHaveTextAsync("0");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Third parties" })).ToContainTextAsync("half within");
    }
}
