using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class On_a_slow_line(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private const string WordAboutTheFocus = "portal.focusHeading";

    [Fact]
    public async Task Who_types_already_is_not_led_to_the_heading()
    {
        await SignInAsync("/queues");
        var line = await SlowLine.OfAsync(Page, WordAboutTheFocus);
        await Page.GotoAsync("/messages");
        await line.HoldsAsync();
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
        await SignInAsync("/queues");
        var line = await SlowLine.OfAsync(Page, WordAboutTheFocus);
        await Page.GotoAsync("/messages");
        await line.HoldsAsync();

        await line.ReleaseAsync();

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Messages" })).ToBeFocusedAsync();
    }
}
