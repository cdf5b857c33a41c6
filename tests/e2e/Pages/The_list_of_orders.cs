using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class The_list_of_orders(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task Is_searched_sorted_and_paged_both_ways_and_says_so_in_its_address()
    {
        var customer = "List " + Guid.NewGuid().ToString("N")[..8];
        for (var quantity = 1; quantity <= 27; quantity++)
            await Portal.PlaceOrderAsync(customer, quantity: quantity);
        await SignInAsync("/orders?size=25");
        await Page.GetByLabel("Search").FillAsync(customer);
        await Page.GetByLabel("Search").PressAsync("Enter");
        var rows = Page.GetByRole(AriaRole.Table, new() { Name = "Orders" }).Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(25);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Total" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Columnheader, new() { Name = "Total" })).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(rows.First).ToContainTextAsync("3,483.00 EUR"); // 27 keyboards
        await Page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.Last).ToContainTextAsync("129.00 EUR");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Previous" }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(25);
        await Expect(rows.First).ToContainTextAsync("3,483.00 EUR");

        await Page.ReloadAsync();
        await Expect(rows.First).ToContainTextAsync("3,483.00 EUR");
        await Expect(Page.GetByRole(AriaRole.Columnheader, new() { Name = "Total" })).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(Page.Locator("[data-tab=cancelled]")).ToContainTextAsync("0"); // counted, which comes last
        await Page.GetByLabel("Placed from").FillAsync("2020-01-31");
        await Page.ArriveAsync("from=2020-01-31");
        await Expect(rows).ToHaveCountAsync(25);
        await Page.Locator("[data-tab=cancelled]").ClickAsync();
        await Expect(Page.GetByText("No order matches the filter")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Clear the filter" }).ClickAsync();
        await Expect(rows.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_date_that_is_typed_filters_when_its_year_is_complete()
    {
        await SignInAsync("/orders");
        await Expect(Page.Locator("[data-order]").First.Or(Page.GetByText("No orders yet"))).ToBeVisibleAsync();
        var visited = await Page.EvaluateAsync<int>("history.length");
        await Page.GetByLabel("Placed from").PressSequentiallyAsync("01312020");
        await Page.ArriveAsync("from=2020-01-31");
        Assert.Equal(visited + 1, await Page.EvaluateAsync<int>("history.length"));
        await Page.GoBackAsync();
        await Page.ArriveAtAsync("/orders");
        await Expect(Page.GetByLabel("Placed from")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Shows_a_new_order_at_once_where_it_belongs_and_counts_it()
    {
        var customer = "Live " + Guid.NewGuid().ToString("N")[..8];
        await SignInAsync("/orders?text=" + Uri.EscapeDataString(customer));
        await Expect(Page.GetByText("No order matches the filter")).ToBeVisibleAsync();
        var id = await Portal.PlaceOrderAsync(customer);
        var row = Page.Locator($"[data-order='{id}']");
        await Expect(row.Locator("[data-status=readyToShip]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_address_that_was_tampered_with_is_an_error_with_a_way_back()
    {
        await SignInAsync("/orders?after=tampered");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Retry" })).ToBeVisibleAsync();
        await Page.GotoAsync("/orders/none");
        await Expect(Page.GetByText("No such order")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "See all orders" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Orders" })).ToBeVisibleAsync();
    }
}
