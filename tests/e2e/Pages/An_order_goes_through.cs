using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class An_order_goes_through(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task From_the_form_to_ready_to_ship_without_touching_the_page()
    {
        await SignInAsync("/orders/new");
        var form = Page.GetByRole(AriaRole.Region, new() { Name = "Place an order" });
        await form.GetByLabel("Customer").FillAsync("Ada Lovelace");
        await form.ChooseAsync("KB-100");
        await form.GetByLabel("Quantity").FillAsync("2");
        await form.GetByRole(AriaRole.Button, new() { Name = "Place the order" }).ClickAsync();

        await Page.LeaveAsync("/new");
        await Page.ArriveAsync("/orders/");
        await Expect(Page.GetByTestId("order-status")).ToHaveAttributeAsync("data-status", "readyToShip");
        await Expect(Page.GetByText("INV-")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_declined_card_cancels_the_order_and_says_why()
    {
        var id = await Portal.PlaceOrderAsync("Charles", card: "tok_0002");
        await SignInAsync("/orders/" + id);

        await Expect(Page.GetByTestId("order-status")).ToHaveAttributeAsync("data-status", "cancelled");
        await Expect(Page.GetByText("declined").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_refund_that_comes_too_late_to_cancel_it_is_told_of()
    {
        var id = await Portal.PlaceOrderAsync("Emmy");
        await Portal.WaitForStatusAsync(id, "readyToShip");
        await SignInAsync("/orders/" + id);
        await Expect(Page.GetByTestId("order-status")).ToHaveAttributeAsync("data-status", "readyToShip");

        using var refund = new HttpRequestMessage(HttpMethod.Post, "/api/queues/billing/messages")
        {
            Content = new StringContent($$"""{"orderId":"{{id}}","reason":"sent by hand"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        refund.Headers.Add("Message-Type", "billing.refund-order.v1");
        (await Portal.Api.SendAsync(refund, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        await Expect(Page.GetByText("Refunded: sent by hand")).ToBeVisibleAsync();
        await Expect(Page.GetByTestId("order-status")).ToHaveAttributeAsync("data-status", "readyToShip");
    }

    [Fact]
    public async Task Bad_input_gets_words_beside_the_field_and_places_nothing()
    {
        await SignInAsync("/orders/new");
        var before = (await Portal.Api.GetJsonAsync("/api/orders?limit=500")).GetProperty("items").GetArrayLength();
        await Page.GetByRole(AriaRole.Region, new() { Name = "Place an order" }).ChooseAsync("KB-100");
        await Page.GetByLabel("Quantity").FillAsync("-3");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Place the order" }).ClickAsync();

        await Expect(Page.GetByText("is required")).ToBeVisibleAsync();
        await Expect(Page.GetByText("must be 1 to 1000")).ToBeVisibleAsync();
        Assert.Equal(before, (await Portal.Api.GetJsonAsync("/api/orders?limit=500")).GetProperty("items").GetArrayLength());
    }
}
