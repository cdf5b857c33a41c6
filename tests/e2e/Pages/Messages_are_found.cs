using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class Messages_are_found(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task By_conversation_then_one_with_what_it_caused_and_back_to_the_order()
    {
        var id = await Portal.PlaceOrderAsync("Searched");
        await Portal.WaitForStatusAsync(id, "readyToShip");
        await SignInAsync("/messages");
        await Page.GetByLabel("Message id, or correlation id").FillAsync(id);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Page.ArriveAsync("correlation=" + id);
        await Expect(Page.GetByRole(AriaRole.Table, new() { Name = "Messages" }).Locator("tbody tr")).ToHaveCountAsync(4);
        await Page.GetByRole(AriaRole.Link, new() { Name = "sales.order-placed.v1" }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Order placed" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Label created" })).ToBeVisibleAsync(); // far down in what it caused
        await Expect(Page.GetByRole(AriaRole.List, new() { Name = "Journal" }).Locator("[data-what=acknowledged]")).ToBeVisibleAsync();
        await Expect(Page.GetByLabel("Body", new() { Exact = true })).ToContainTextAsync(id);
        await Page.GetByRole(AriaRole.Link, new() { Name = "The journey of Searched's order" }).ClickAsync();
        await Expect(Page.GetByTestId("message-panel")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task By_type_and_time_with_the_filter_in_the_address()
    {
        var id = await Portal.PlaceOrderAsync("Typed");
        await Portal.WaitForStatusAsync(id, "readyToShip");
        await SignInAsync("/messages?type=warehouse.create-label.v1");
        var table = Page.GetByRole(AriaRole.Table, new() { Name = "Messages" });
        await Expect(table.GetByRole(AriaRole.Link, new() { Name = "warehouse.create-label.v1" }).First).ToBeVisibleAsync();
        await Expect(table.GetByRole(AriaRole.Link, new() { Name = "sales.order-placed.v1" })).ToHaveCountAsync(0);
        await Page.GetByLabel("Before").FillAsync("2020-01-01T00:00");
        await Page.GetByLabel("Before").BlurAsync();
        await Expect(Page.GetByText("No message matches")).ToBeVisibleAsync();
        Assert.Contains("to=2020-01-01", Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_be_not_there()
    {
        await SignInAsync("/messages/00000000000000000000000000000000");
        await Expect(Page.GetByText("No such message")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Search for another" }).ClickAsync();
        await Page.GetByLabel("Message id, or correlation id").FillAsync("nobody");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(Page.GetByText("The journal knows no message")).ToBeVisibleAsync();
        await Page.GotoAsync("/messages?after=x");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Retry" })).ToBeVisibleAsync();
    }
}
