using E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class The_payment_gateway_is_down(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task The_order_waits_without_an_error_and_completes_when_it_is_back()
    {
        await Portal.SetPaymentsAsync(down: true);
        var id = await Portal.PlaceOrderAsync("Patient");
        try
        {
            await SignInAsync("/orders/" + id);
            await Expect(Page.GetByTestId("order-status")).ToHaveAttributeAsync("data-status", "placed");

            // It has been tried, and waits for the next try.
            await Until.TrueAsync(
                async () => (await Portal.Api.GetJsonAsync("/api/queues/billing")).GetProperty("scheduled").GetInt64() > 0,
                () => "the charge waits for its next attempt");
            await Expect(Page.GetByTestId("order-status")).ToHaveAttributeAsync("data-status", "placed");
            await Expect(Page.Locator(".notice-bad")).ToHaveCountAsync(0);
        }
        finally
        {
            await Portal.SetPaymentsAsync();
        }

        await Expect(Page.GetByTestId("order-status")).ToHaveAttributeAsync("data-status", "readyToShip");
        Assert.Equal(0, (await Portal.Api.GetJsonAsync("/api/queues/billing")).GetProperty("deadLettered").GetInt64());
    }

    [Fact]
    public async Task The_table_of_queues_says_so_and_needs_no_scrolling_on_a_laptop()
    {
        await Portal.SetPaymentsAsync(down: true);
        await Portal.PlaceOrderAsync("Patient");
        try
        {
            await SignInAsync("/queues");
            await Expect(Page.GetByText("waits for payments")).ToBeVisibleAsync();
            foreach (var width in new[] { 1150, 1200, 1250, 1280, 1366 })
            {
                await Page.SetViewportSizeAsync(width, 800);
                Assert.Equal("", await Page.EvaluateAsync<string>(
                    "width => [...document.querySelectorAll('.table-card')].filter(box => box.scrollWidth > box.clientWidth).map(box => `${width}: ${box.clientWidth} < ${box.scrollWidth}`).join()",
                    width));
            }
        }
        finally
        {
            await Portal.SetPaymentsAsync();
        }
    }
}
