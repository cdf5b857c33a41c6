using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class A_dead_letter_is_edited(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    /// <summary>A refund whose body is broken: nobody could read it. With the body mended it is carried out, once.</summary>
    [Fact]
    public async Task A_body_that_cannot_be_read_is_mended_and_the_message_is_handled()
    {
        var order = await Portal.PlaceOrderAsync("Mended");
        await Portal.WaitForStatusAsync(order, "readyToShip");
        await Portal.SendAsync("billing", "billing.refund-order.v1", $"{{\"orderId\": \"{order}\", \"reason\": ", ("X-Api-Key", "not-for-everybody"), ("X-Tenant", "acme"));
        var id = await Portal.OnlyDeadLetterAsync("queue=billing&type=billing.refund-order.v1&status=failed");

        await SignInAsync("/dead-letters/" + id);
        await Expect(Page.GetByText("the body is not what the type says")).ToBeVisibleAsync();
        await Expect(Page.GetByText("not-for-everybody")).ToHaveCountAsync(0);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Edit and replay" }).ClickAsync();

        var body = Page.GetByRole(AriaRole.Textbox, new() { Name = "Body", Exact = true });
        await body.FillAsync($"{{\n  \"orderId\": \"{order}\",\n  \"reason\" \"x\"\n}}");
        await Expect(Page.GetByText("Line 3, column 12")).ToBeVisibleAsync();
        await body.FillAsync("{\"reason\": \"There is no order in it\"}");
        await Expect(Page.GetByTestId("edit-check")).ToHaveAttributeAsync("data-deserializes", "false");
        await body.FillAsync($"{{\n  \"orderId\": \"{order}\",\n  \"reason\": \"Asked for by phone\"\n}}");
        await Expect(Page.GetByTestId("edit-check")).ToHaveAttributeAsync("data-deserializes", "true");

        await Page.GetByRole(AriaRole.Link, new() { Name = "Headers" }).ClickAsync();
        await Page.GetByLabel("Value of x-tenant").FillAsync("beta");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Changes" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Changes of the headers" })).ToContainTextAsync("x-tenant: beta");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Changes of the body" })).ToContainTextAsync("Asked for by phone");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Replay the edited message" }).ClickAsync();

        await Expect(Page.GetByTestId("dead-letter-status").Locator("[data-status]")).ToHaveAttributeAsync("data-status", "resolved");
        await Expect(Page.GetByText("An edited copy was sent in its place.")).ToBeVisibleAsync();
        await Until.TrueAsync(
            async () => (await Portal.Api.GetJsonAsync("/api/sandbox/payments/refunds?reference=" + order)).GetProperty("items").GetArrayLength() == 1,
            () => "the order is refunded");
    }

    [Fact]
    public async Task Somebody_else_was_quicker_and_what_was_typed_stays()
    {
        var id = await Portal.GiveUpAsync("desk-race", "desk.race.v1", "{\"a\": 1}");
        await SignInAsync($"/dead-letters/{id}/edit");
        var body = Page.GetByRole(AriaRole.Textbox, new() { Name = "Body", Exact = true });
        await body.FillAsync("{\"a\": 2}");

        await Portal.Api.PostJsonAsync($"/api/dead-letters/{id}/replay", new { });

        await Expect(Page.GetByTestId("lost-race")).ToContainTextAsync("Somebody was quicker: it is replayed now.");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Replay the edited message" })).ToBeDisabledAsync();
        await Expect(body).ToHaveValueAsync("{\"a\": 2}");
    }

    [Fact]
    public async Task Leaving_with_changes_asks_first()
    {
        var id = await Portal.GiveUpAsync("desk-leave", "desk.leave.v1", "{\"a\": 1}");
        await SignInAsync($"/dead-letters/{id}/edit");
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Body", Exact = true }).FillAsync("{\"a\": 2}");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Replay the edited message" })).ToBeEnabledAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Orders" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/edit"));

        await Page.GetByRole(AriaRole.Link, new() { Name = "Orders" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/orders"));
    }
}
