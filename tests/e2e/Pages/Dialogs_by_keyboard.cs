using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

/// <summary>Every dialog takes the focus when it is there, hears Escape from then on, and gives the focus back.</summary>
public sealed class Dialogs_by_keyboard(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    [Fact]
    public async Task A_form_takes_what_is_typed_at_once_and_escape_leads_back_to_the_button()
    {
        await GoAsync("/people");
        var add = Page.GetByRole(AriaRole.Button, new() { Name = "Add a person" });
        await OpenAsync(add);
        await Page.Keyboard.TypeAsync("nobody-yet");
        await Expect(Dialog.GetByLabel("Name")).ToHaveValueAsync("nobody-yet");
        await CloseAsync(add);

        // One with a question only.
        await GoAsync("/account");
        var everywhere = Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" });
        await OpenAsync(everywhere);
        await Expect(Dialog.Locator("button[type=submit]")).ToBeFocusedAsync();
        await CloseAsync(everywhere);

        // And one without a cross: as long as there is nothing in it that is shown once.
        await GoAsync("/keys");
        var make = Page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).First;
        await OpenAsync(make);
        await Page.Keyboard.TypeAsync("Until it is stored " + Guid.NewGuid().ToString("N")[..8]);
        await CloseAsync(make);
        await OpenAsync(make);
        await Page.Keyboard.TypeAsync("By keyboard " + Guid.NewGuid().ToString("N")[..8]);
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Dialog.GetByTestId("key-text")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Page.Keyboard.PressAsync("Shift+Tab"); // the focus was on what is not there any more
        await Expect(Dialog.GetByRole(AriaRole.Button, new() { Name = "I have stored it" })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(make).ToBeFocusedAsync();
    }

    private async Task GoAsync(string path)
    {
        await SignInAsync(path);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync(); // the focus follows a navigation
    }

    private async Task OpenAsync(ILocator button)
    {
        await Expect(button).ToBeEnabledAsync(); // a moment after what it did
        await button.FocusAsync();
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Dialog).ToBeVisibleAsync();
        await Expect(Page.Locator("[role=dialog]:focus, [role=dialog] :focus")).ToHaveCountAsync(1);
    }

    private async Task CloseAsync(ILocator button)
    {
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Dialog).ToHaveCountAsync(0);
        await Expect(button).ToBeFocusedAsync();
    }
}
