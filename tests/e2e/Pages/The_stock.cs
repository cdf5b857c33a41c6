using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class The_stock(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task Is_received_and_adjusted_and_says_what_is_wrong_beside_the_field()
    {
        var sku = await ProductAsync("E2E-BOOK");
        await SignInAsync("/stock/" + sku);
        await Expect(Page.GetByText("Nothing has happened yet.")).ToBeVisibleAsync();
        var receipt = Page.GetByRole(AriaRole.Form, new() { Name = "Book a receipt" });
        await receipt.GetByLabel("Quantity").FillAsync("0");
        await receipt.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(receipt.GetByText("must be 1 to 1000000")).ToBeVisibleAsync();
        await receipt.GetByLabel("Quantity").FillAsync("25");
        await receipt.GetByLabel("Reason").FillAsync("Delivery 1");
        await Expect(receipt.GetByRole(AriaRole.Button)).ToBeEnabledAsync();
        await Expect(receipt.GetByRole(AriaRole.Button)).Not.ToHaveAttributeAsync("aria-disabled", "true");
        await receipt.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Page.GetByTestId("on-hand")).ToHaveTextAsync("25");
        await Expect(Page.Locator("[data-event=received]")).ToContainTextAsync("by admin");

        var adjust = Page.GetByRole(AriaRole.Form, new() { Name = "Adjust after a count" });
        await adjust.GetByLabel("Quantity").FillAsync("-20");
        await adjust.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(adjust.GetByText("must be 1 to 200 characters")).ToBeVisibleAsync();
        await adjust.GetByLabel("Reason").FillAsync("Stocktaking");
        await Expect(adjust.GetByRole(AriaRole.Button)).Not.ToHaveAttributeAsync("aria-disabled", "true");
        await adjust.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Page.GetByTestId("on-hand")).ToHaveTextAsync("5");
        await Expect(Page.Locator(".stats").GetByText("low")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_adjustment_below_what_is_reserved_is_asked_about()
    {
        var sku = await ProductAsync("E2E-RESERVED");
        await Portal.Api.PostJsonAsync($"/api/stock/{sku}/receipts", new { quantity = 10 });
        await SignInAsync("/stock/" + sku);
        var order = await Portal.PlaceOrderAsync("Ada", sku, 4);
        await Portal.WaitForStatusAsync(order, "readyToShip");
        await Expect(Page.GetByTestId("reserved")).ToHaveTextAsync("4");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = order })).ToBeVisibleAsync();

        var adjust = Page.GetByRole(AriaRole.Form, new() { Name = "Adjust after a count" });
        await adjust.GetByLabel("Quantity").FillAsync("-7");
        await adjust.GetByLabel("Reason").FillAsync("Lost");
        await adjust.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("3 would be left, and 4 are promised");
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Adjust" }).ClickAsync();
        await Expect(Page.GetByTestId("available")).ToHaveTextAsync("-1");
    }

    [Fact]
    public async Task Is_listed_searched_and_rebuilt_with_progress_while_it_serves()
    {
        var sku = await ProductAsync("E2E-LIST");
        await Portal.Api.PostJsonAsync($"/api/stock/{sku}/receipts", new { quantity = 7 });
        await SignInAsync("/stock");
        await Page.GetByLabel("Search").FillAsync("e2e-list");
        await Page.Keyboard.PressAsync("Enter");
        var row = Page.Locator("tr[data-sku]");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row.GetByTestId("available")).ToHaveTextAsync("7, low");
        await Page.GetByText("Rebuild from the events").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Rebuild", Exact = true }).ClickAsync();
        await Expect(Page.GetByTestId("rebuild-result")).ToContainTextAsync("every quantity was right");
        await Expect(row.GetByTestId("on-hand")).ToHaveTextAsync("7");
        await Portal.Api.PostJsonAsync($"/api/stock/{sku}/receipts", new { quantity = 93 });
        await Expect(row.GetByTestId("available")).ToHaveTextAsync("100");

        await Page.GotoAsync("/stock?text=nothing-like-this");
        await Expect(Page.GetByText("Nothing matches the filter")).ToBeVisibleAsync();
        await Page.GotoAsync("/stock/NO-SUCH");
        await Expect(Page.GetByText("There is no SKU 'NO-SUCH'.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task That_becomes_low_or_is_new_comes_into_the_open_list_and_leaves_it()
    {
        await SignInAsync("/stock?low=true&text=e2e-live");
        await Expect(Page.GetByText("Nothing matches the filter")).ToBeVisibleAsync();
        var rows = Page.Locator("tr[data-sku]");

        await ProductAsync("E2E-LIVE-1"); // none of it: low
        await Expect(rows).ToHaveCountAsync(1);
        await Portal.Api.PostJsonAsync("/api/stock/E2E-LIVE-1/receipts", new { quantity = 500 });
        await Expect(Page.GetByText("Nothing matches the filter")).ToBeVisibleAsync();
        await Portal.Api.PostJsonAsync("/api/stock/E2E-LIVE-1/adjustments", new { quantity = -497, reason = "Stocktaking" });
        await Expect(rows.GetByTestId("available")).ToHaveTextAsync("3, low");
        await Expect(rows).ToContainTextAsync("Test E2E-LIVE-1");

        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "Only low stock" }).UncheckAsync();
        await Page.LeaveAsync("low=");
        await ProductAsync("E2E-LIVE-0");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToHaveAttributeAsync("data-sku", "E2E-LIVE-0");
    }

    [Fact]
    public async Task Over_time_says_its_values_under_the_pointer_and_the_arrow_keys_and_as_a_table()
    {
        var sku = await ProductAsync("E2E-CURVE");
        await SignInAsync($"/stock/{sku}?span=month");
        await Expect(Page.GetByText("Nothing has been booked yet: there is no curve to draw.")).ToBeVisibleAsync();
        await Portal.Api.PostJsonAsync($"/api/stock/{sku}/receipts", new { quantity = 12345 });
        var chart = Page.GetByRole(AriaRole.Img, new() { Name = "Quantity over time" });
        await Expect(chart).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("On hand: now 12,345, highest 12,345, lowest 0\\."));

        var box = await chart.BoundingBoxAsync();
        await Page.Mouse.MoveAsync(box!.X + box.Width - 12, box.Y + 40);
        await Expect(chart.Locator(".chart-tip")).ToContainTextAsync("On hand: 12,345");
        await Page.Mouse.MoveAsync(box.X, box.Y - 30);
        await chart.FocusAsync();
        await Page.Keyboard.PressAsync("Home");
        await Expect(chart.Locator("[aria-live]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9]+ [A-Z][a-z]+ .*On hand: 0"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Quantity over time as a table" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Quantity over time, figures" })).ToContainTextAsync("12,345");
    }

    [Fact]
    public async Task At_a_past_time_is_what_it_was_then()
    {
        var sku = await ProductAsync("E2E-PAST");
        await Portal.Api.PostJsonAsync($"/api/stock/{sku}/receipts", new { quantity = 5 });
        await SignInAsync("/stock/" + sku);
        await Expect(Page.GetByTestId("past-on-hand")).ToHaveTextAsync("0"); // an hour ago
        await Page.GetByLabel("Time (UTC)").FillAsync("2099-01-01T00:00:01");
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Page.GetByTestId("past-on-hand")).ToHaveTextAsync("5");
    }

    [Fact]
    public async Task A_viewer_is_told_why_he_may_book_nothing()
    {
        var sku = await ProductAsync("E2E-VIEW");
        await SignInAsync("/stock/" + sku, "viewer");
        var book = Page.GetByRole(AriaRole.Button, new() { Name = "Book the receipt" });
        await Expect(book).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(Page.GetByRole(AriaRole.Form, new() { Name = "Book a receipt" }).GetByText("Needs the role operator.")).ToBeVisibleAsync();
    }

    /// <summary>A product that Warehouse has heard of.</summary>
    private async Task<string> ProductAsync(string sku)
    {
        await Portal.Api.PutJsonAsync("/api/products/" + sku, new { name = "Test " + sku, price = 1, currency = "EUR" });
        await Until.TrueAsync(
            async () => (await Portal.Api.GetJsonAsync("/api/stock?text=" + sku)).GetProperty("items").GetArrayLength() == 1,
            () => "Warehouse knows " + sku);
        return sku;
    }
}
