using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class What_a_role_lacks_on_pages(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task A_viewer_s_button_is_disabled_can_be_focused_and_says_why()
    {
        await SignInAsync("/sandbox", "viewer");
        var apply = Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).First;

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync(); // the focus follows a navigation
        await Expect(apply).ToBeDisabledAsync();
        await apply.FocusAsync();
        await Expect(apply).ToBeFocusedAsync();
        await Expect(apply).ToHaveAccessibleDescriptionAsync("Needs the role operator. Ask an administrator.");
    }

    [Fact]
    public async Task A_form_that_is_submitted_all_the_same_is_refused_by_the_server()
    {
        await SignInAsync("/sandbox", "viewer");
        await Page.GetByLabel("Latency (ms)").First.FillAsync("4321");
        await Page.Locator("form.party").First.EvaluateAsync("form => form.requestSubmit()");

        await Expect(Page.GetByTestId("toast")).ToContainTextAsync("Needs the role operator");
        Assert.Equal(0, (await Portal.Api.GetJsonAsync("/api/sandbox/payments")).GetProperty("latencyMs").GetInt32());
    }

    [Fact]
    public async Task An_operator_does_it_and_the_notification_becomes_the_result()
    {
        await SignInAsync("/sandbox", "operator");
        await Page.GetByLabel("Latency (ms)").Last.FillAsync("7");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).Last.ClickAsync();
        try
        {
            await Expect(Page.GetByTestId("toast")).ToHaveAttributeAsync("data-tone", "good");
            await Expect(Page.GetByTestId("toast")).ToHaveCountAsync(0); // good news leaves by itself
            Assert.Equal(7, (await Portal.Api.GetJsonAsync("/api/sandbox/carriers")).GetProperty("latencyMs").GetInt32());
        }
        finally
        {
            await Portal.Api.PutJsonAsync("/api/sandbox/carriers", new { latencyMs = 0, failureRate = 0, down = false });
        }
    }
}
