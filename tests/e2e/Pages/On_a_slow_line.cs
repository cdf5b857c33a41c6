using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class On_a_slow_line(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task Who_types_already_is_not_led_to_the_heading()
    {
        var line = await OpenBeforeTheFocusAsync();
        var field = Page.GetByLabel("Message id, or correlation id");
        await field.PressSequentiallyAsync("nobo");

        await line.ReleaseAsync();

        await Expect(field).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("dy");
        await Expect(field).ToHaveValueAsync("nobody");
    }

    [Fact]
    public async Task Who_does_not_is()
    {
        var line = await OpenBeforeTheFocusAsync();

        await line.ReleaseAsync();

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Messages" })).ToBeFocusedAsync();
    }

    /// <summary>The page is there, and the word about the focus is still on its way.</summary>
    private async Task<SlowLine> OpenBeforeTheFocusAsync()
    {
        await SignInAsync("/queues");
        var line = await SlowLine.OfAsync(Page, "portal.focusHeading");
        await Page.GotoAsync("/messages");
        await line.HoldsAsync();
        return line;
    }
}
