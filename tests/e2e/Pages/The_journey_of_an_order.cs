using System.Text.Json;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class The_journey_of_an_order(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task Grows_while_the_payment_gateway_is_down_and_shows_the_retries_when_it_is_back()
    {
        await Portal.SetPaymentsAsync(down: true);
        var journey = Page.GetByTestId("journey");
        try
        {
            var id = await Portal.PlaceOrderAsync("Journey");
            await SignInAsync("/orders/" + id);
            await Expect(journey.Locator("[data-step=attempt]").Filter(new() { HasText = "Attempt 2 failed" })).ToBeVisibleAsync();
            await Expect(journey).ToHaveAttributeAsync("data-moving", "true");
            await Expect(journey.Locator("[data-step=wait]").First).ToContainTextAsync("Waits");
            await Expect(journey.Locator("[data-step=call].tone-bad").First).ToContainTextAsync("charges");
        }
        finally
        {
            await Portal.SetPaymentsAsync();
        }

        await Expect(journey.Locator("[data-step=status]").Last).ToContainTextAsync("Ready to ship");
        await Expect(journey).ToHaveAttributeAsync("data-moving", "false");
        await Expect(journey.Locator("[data-step=message]")).ToHaveCountAsync(5); // four messages, one of them to two queues
        await Expect(journey.Locator("[data-step=call].tone-good").First).ToContainTextAsync("201");
    }

    [Fact]
    public async Task A_message_opens_beside_it_and_the_keyboard_goes_from_one_to_the_next()
    {
        var id = await Portal.PlaceOrderAsync("Panel", card: "tok_visa4242");
        await Portal.WaitForStatusAsync(id, "readyToShip");
        await SignInAsync("/orders/" + id);
        var links = Page.GetByTestId("journey").Locator("[data-step] a");
        await Expect(links.First).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("Sales to Billing: Order placed, handled"));
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await links.First.FocusAsync();
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(links.Nth(1)).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("ArrowUp");
        await Page.Keyboard.PressAsync("Enter");

        var panel = Page.GetByTestId("message-panel");
        await Expect(panel.GetByRole(AriaRole.Heading, new() { Name = "Order placed" })).ToBeFocusedAsync();
        await Expect(panel).ToContainTextAsync("Attempt 1 handled");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Show headers and body" }).ClickAsync();
        await Expect(panel.GetByLabel("Body")).ToContainTextAsync("••••4242");
        Assert.Contains("message=", Page.Url, StringComparison.Ordinal);

        await panel.GetByRole(AriaRole.Heading, new() { Name = "Order placed" }).FocusAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Expect(panel).ToHaveCountAsync(0);
        await Expect(links.First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Rest_tells_the_same_and_refuses_an_order_there_is_none_of()
    {
        var id = await Portal.PlaceOrderAsync("Rest", card: "tok_0002");
        await Portal.WaitForStatusAsync(id, "cancelled");
        JsonElement journey = default;
        await Until.TrueAsync(
            async () => (journey = await Portal.Api.GetJsonAsync($"/api/orders/{id}/journey")).GetProperty("messages").EnumerateArray()
                .SelectMany(m => m.GetProperty("deliveries").EnumerateArray()).All(d => d.Text("state") == "handled"),
            () => "all of it is handled: " + journey);

        Assert.Equal(
            ["sales.order-placed.v1", "billing.payment-declined.v1"], journey.GetProperty("messages").EnumerateArray().Select(m => m.Text("type")));
        var call = journey.GetProperty("messages")[0].GetProperty("deliveries")[0].GetProperty("attempts")[0].GetProperty("calls")[0];
        Assert.Equal(402, call.GetProperty("statusCode").GetInt32());
        using var missing = await Portal.Api.GetAsync("/api/orders/none/journey", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)missing.StatusCode);
    }
}
