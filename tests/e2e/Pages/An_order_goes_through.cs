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
