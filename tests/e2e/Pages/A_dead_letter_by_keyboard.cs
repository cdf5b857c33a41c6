using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class A_dead_letter_by_keyboard(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task It_is_found_opened_and_replayed_without_a_mouse()
    {
        var id = await Portal.GiveUpAsync("desk-keys", "desk.keys.v1");
        await SignInAsync("/dead-letters");
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("view=groups&status=failed"));
        await KeysAsync();

        // What is typed into a field is text, whatever the keys mean elsewhere.
        await Page.Keyboard.PressAsync("/");
        await Expect(Page.GetByLabel("Text")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("rjxa?");
        await Expect(Page.GetByLabel("Text")).ToHaveValueAsync("rjxa?");
        for (var i = 0; i < "rjxa?".Length; i++)
            await Page.Keyboard.PressAsync("Backspace");
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.TypeAsync("desk-keys");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("queue=desk-keys"));

        await Page.GotoAsync("/dead-letters?view=list&queue=desk-keys&status=failed");
        await KeysAsync();
        var row = Page.Locator($"tr[data-dead-letter='{id}']");
        await Expect(row).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("j");
        await Expect(row).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("x");
        await Expect(row.GetByRole(AriaRole.Checkbox)).ToBeCheckedAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Clear", Exact = true })).ToBeVisibleAsync(); // the tick is the browser's, this the portal's
        await Page.Keyboard.PressAsync("Escape");
        await Expect(row.GetByRole(AriaRole.Checkbox)).Not.ToBeCheckedAsync();
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByTestId("dead-letter-status").Locator("[data-status]")).ToHaveAttributeAsync("data-status", "failed");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await KeysAsync();
        await Page.Keyboard.PressAsync("r");
        await Expect(Page.GetByTestId("dead-letter-status").Locator("[data-status]")).ToHaveAttributeAsync("data-status", "replayed");
        await Portal.WaitForDeadLetterAsync(id, "replayed");
    }

    [Fact]
    public async Task A_question_mark_shows_what_the_keys_do()
    {
        await SignInAsync("/dead-letters?view=list");
        await KeysAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("?");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Replay the selected ones, or this one");

        // It has no control but its cross: the focus is its own, stays in it, and goes back to where it was.
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToBeFocusedAsync();
        var cross = Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button);
        foreach (var key in (string[])["Shift+Tab", "Tab", "Tab"])
        {
            await Page.Keyboard.PressAsync(key);
            await Expect(cross).ToBeFocusedAsync();
        }

        await Page.Keyboard.PressAsync("Escape");
        await Expect(Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
    }

    private Task KeysAsync() => Expect(Page.Locator("[data-keys=on]")).ToBeVisibleAsync();
}
