using System.Text.RegularExpressions;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class An_order_is_placed_by_keyboard(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task From_the_list_to_the_order_without_the_mouse()
    {
        await SignInAsync("/orders");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await TabToAsync(Page.GetByRole(AriaRole.Link, new() { Name = "Place an order" }));
        await Page.Keyboard.PressAsync("Enter");
        var form = Page.GetByRole(AriaRole.Region, new() { Name = "Place an order" });
        await Expect(form).ToBeVisibleAsync();

        await TabToAsync(form.GetByLabel("Customer"));
        await Page.Keyboard.TypeAsync("Keyboard Kay");
        await TabToAsync(form.GetByRole(AriaRole.Combobox, new() { Name = "Product" }));
        await Page.Keyboard.TypeAsync("ke");
        await Expect(form.GetByRole(AriaRole.Option, new() { Name = "Mechanical keyboard" })).ToHaveAttributeAsync("aria-selected", "true");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(form.GetByRole(AriaRole.Combobox, new() { Name = "Product" })).ToHaveValueAsync("Mechanical keyboard");
        await TabToAsync(form.GetByLabel("Quantity"));
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.TypeAsync("3");
        await Expect(form.GetByTestId("total")).ToHaveTextAsync("387.00 EUR");
        await TabToAsync(form.GetByRole(AriaRole.Button, new() { Name = "Place the order" }));
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByTestId("order-status")).ToHaveAttributeAsync("data-status", "readyToShip");
        await Expect(Page.GetByTestId("toast").Filter(new() { HasText = "ready to ship" })).ToBeVisibleAsync();
    }

    /// <summary>All of it is on its way before anything of it is answered: a key means what the newest text finds, and not what is on show.</summary>
    [Theory]
    [InlineData("laptop", "Enter", "Laptop stand")]
    [InlineData("use", "Enter", "Wireless mouse")]
    [InlineData("USB", "ArrowDown ArrowUp Enter", "USB-C hub")]
    [InlineData("o", "ArrowDown Enter", "Laptop stand")]
    [InlineData("laptop", "Escape Enter", "laptop")] // not the other way round: whether Enter was quicker than Escape is the portal's luck
    public async Task Keys_that_are_faster_than_the_portal_mean_what_was_typed(string text, string keys, string chosen)
    {
        await SignInAsync("/orders/new");
        var picker = Page.GetByRole(AriaRole.Combobox, new() { Name = "Product" });
        await picker.ClickAsync();
        var shown = Page.GetByRole(AriaRole.Listbox, new() { Name = "Products" });
        await Expect(shown).ToBeVisibleAsync();
        await picker.EvaluateAsync(
            """
            (input, [text, keys]) => {
              input.value = text;
              input.dispatchEvent(new InputEvent('input', { bubbles: true }));
              for (const key of keys.split(' ')) input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
            }
            """,
            new[] { text, keys });
        await Expect(shown).ToHaveCountAsync(0);
        await Expect(picker).ToHaveValueAsync(chosen);
        await Expect(Page.GetByTestId("total")).ToHaveTextAsync(chosen == text ? new Regex("^[–-]?$") : new Regex("EUR$"));
    }

    [Fact]
    public async Task What_is_not_placed_is_not_left_by_accident()
    {
        await SignInAsync("/orders/new");
        await Page.GetByLabel("Customer").FillAsync("Almost");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Instances" }).ClickAsync();
        var question = Page.GetByRole(AriaRole.Dialog);
        await Expect(question).ToContainTextAsync("Discard the order?");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(question).ToHaveCountAsync(0);
        await Expect(Page.GetByLabel("Customer")).ToHaveValueAsync("Almost");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Instances" }).ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Instances" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_viewer_sees_why_he_cannot_and_the_server_would_refuse()
    {
        await SignInAsync("/orders/new", "viewer");
        var place = Page.GetByRole(AriaRole.Button, new() { Name = "Place the order" });
        await Expect(place).ToBeDisabledAsync();
        await Expect(place).ToHaveAccessibleDescriptionAsync("Needs the role operator. Ask an administrator.");
        var why = await Page.Locator("section.panel form").GetByText("Needs the role operator. Ask an administrator.").BoundingBoxAsync();
        Assert.True(why!.Width > 100, "It is said to screen readers only.");
        await Page.GetByLabel("Customer").FillAsync("Viewer");
        await Page.Locator("section.panel form").EvaluateAsync("form => form.requestSubmit()");
        await Expect(Page.GetByTestId("toast").Filter(new() { HasText = "Needs the role operator" })).ToBeVisibleAsync();
    }

    private async Task TabToAsync(ILocator target)
    {
        for (var i = 0; i < 60; i++)
        {
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement"))
                return;
            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Sixty times Tab do not lead to {target}.");
    }
}
