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
}
