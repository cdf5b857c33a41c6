using System.Net;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class A_key_is_made_and_revoked(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task By_an_operator_who_sees_it_once_and_can_give_it_nothing_they_lack()
    {
        await SignInAsync("/keys", "operator");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("must have 1 to 100 characters");

        await dialog.GetByLabel("Name").FillAsync("of an operator");
        await Expect(dialog.GetByLabel("destroy")).ToBeDisabledAsync();
        await dialog.GetByLabel("messages:send").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var text = await dialog.GetByTestId("key-text").InputValueAsync();
        using var program = Portal.With(text);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/queues", TestContext.Current.CancellationToken)).StatusCode);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "I have stored it" }).ClickAsync();

        var row = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "of an operator" });
        await Expect(row).ToContainTextAsync("read, messages:send");
        Assert.DoesNotContain(text[^20..], await Page.ContentAsync(), StringComparison.Ordinal);

        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke of an operator" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();

        await Expect(row.Locator("[data-status=revoked]")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/queues", TestContext.Current.CancellationToken)).StatusCode);
    }
}
