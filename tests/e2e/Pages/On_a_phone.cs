using System.Text.RegularExpressions;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class On_a_phone(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private const int Width = 390;

    [Fact]
    public async Task A_dead_letter_s_reason_has_the_width_of_its_card_and_nothing_runs_out_of_the_page()
    {
        using var unknown = new HttpRequestMessage(HttpMethod.Post, "/api/queues/sales/messages") { Content = new StringContent("{}") };
        unknown.Headers.Add("Message-Type", "phone.unknown.v1");
        (await Portal.Api.SendAsync(unknown, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await Page.SetViewportSizeAsync(Width, 844);
        await SignInAsync("/dead-letters?type=phone.unknown.v1");

        var reason = Page.Locator("td[data-label=Reason]").First;
        await Expect(reason).ToContainTextAsync("no-handler");
        var box = (await reason.BoundingBoxAsync())!;
        Assert.InRange(box.Width, Width / 2, Width);
        Assert.InRange(box.Height, 1, 200);

        await Page.GetByRole(AriaRole.Link, new() { Name = "phone.unknown.v1" }).ClickAsync();
        await Expect(Page.GetByTestId("dead-letter-status")).ToBeVisibleAsync();
        Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways");
    }

    [Fact]
    public async Task The_list_of_the_desk_comes_before_the_fields_of_its_filter_and_says_what_of_them_is_set()
    {
        await Page.SetViewportSizeAsync(Width, 844);
        await SignInAsync("/dead-letters");
        var queue = Page.Locator("#filter-queue");
        await Expect(Page.Locator("#filter-text")).ToBeVisibleAsync();
        await Expect(queue).ToBeHiddenAsync();

        var more = Page.GetByRole(AriaRole.Button, new() { Name = "More filters", Exact = true });
        await more.ClickAsync();
        await queue.FillAsync("nobody");
        await queue.PressAsync("Enter");
        await Expect(Page).ToHaveURLAsync(new Regex("queue=nobody"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Fewer filters" }).ClickAsync();

        await Expect(queue).ToBeHiddenAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "More filters, 1 set" })).ToBeVisibleAsync();
        await Page.SetViewportSizeAsync(1280, 844);
        await Expect(queue).ToBeVisibleAsync();
    }
}
