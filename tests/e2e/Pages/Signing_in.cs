using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class Signing_in(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/orders")]
    [InlineData("/dead-letters/1")]
    public async Task A_stranger_is_sent_to_the_sign_in_page_and_then_where_they_wanted_to_go(string path)
    {
        await SignInByFormAsync(path);

        await Expect(Page).ToHaveURLAsync(Portal.Url + path);
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_words()
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("Name").FillAsync("admin");
        await Page.GetByLabel("Password").FillAsync("not-the-password");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("wrong");
        await Page.GotoAsync("/orders");
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
    }

    [Fact]
    public async Task The_way_back_never_leads_to_another_site()
    {
        await SignInByFormAsync("/sign-in?returnUrl=https%3A%2F%2Fexample.com%2F");

        Assert.StartsWith(Portal.Url, Page.Url, StringComparison.Ordinal);
    }
}
