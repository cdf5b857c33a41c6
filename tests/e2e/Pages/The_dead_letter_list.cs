using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class The_dead_letter_list(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task What_is_archived_can_be_restored_and_says_until_when()
    {
        var id = await Portal.GiveUpAsync("desk-archive", "desk.archive.v1");
        await SignInAsync("/dead-letters?view=list&queue=desk-archive&status=failed");
        await Row(id).GetByRole(AriaRole.Button, new() { Name = "Archive desk.archive.v1" }).ClickAsync();
        await Expect(Row(id).Locator("[data-status]")).ToHaveAttributeAsync("data-status", "archived");
        await Expect(Row(id)).ToContainTextAsync("deleted on");

        await Row(id).GetByRole(AriaRole.Link).First.ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Restore" }).ClickAsync();
        await Expect(Page.GetByTestId("dead-letter-status").Locator("[data-status]")).ToHaveAttributeAsync("data-status", "failed");
        await Expect(Page.Locator("[data-event]")).ToHaveCountAsync(3);
        await Expect(Page.Locator("[data-event=archived]")).ToContainTextAsync("by admin");
    }

    [Fact]
    public async Task New_failures_are_told_and_nothing_moves_until_they_are_asked_for()
    {
        var first = await Portal.GiveUpAsync("desk-live", "desk.live.v1");
        await SignInAsync("/dead-letters?view=list&queue=desk-live");
        await Expect(Rows).ToHaveCountAsync(1);
        await Portal.GiveUpAsync("desk-live", "desk.live.v1");
        await Portal.GiveUpAsync("desk-live", "desk.live.v1");

        var show = Page.GetByRole(AriaRole.Button, new() { Name = "2 new failures" });
        await Expect(show).ToBeVisibleAsync();
        await Expect(Rows).ToHaveCountAsync(1);
        await show.ClickAsync();
        await Expect(Rows).ToHaveCountAsync(3);
        await Expect(Rows.Last).ToHaveAttributeAsync("data-dead-letter", first);
    }

    /// <summary>Where nothing stands nothing can move: what the empty list says of itself, that a failure appears by itself, is so.</summary>
    [Theory]
    [InlineData("list", "desk-first")]
    [InlineData("groups", "desk-alike")]
    public async Task The_first_failure_appears_by_itself(string view, string queue)
    {
        var type = queue + ".v1";
        await SignInAsync($"/dead-letters?view={view}&type={type}&status=failed");
        await Expect(Page.GetByText("matches the filter")).ToBeVisibleAsync();

        await Portal.GiveUpAsync(queue, type);

        await Expect(Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = type }).First).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "1 new" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_frozen_list_holds_still_and_loses_nothing()
    {
        var id = await Portal.GiveUpAsync("desk-frozen", "desk.frozen.v1");
        await SignInAsync("/dead-letters?view=list&queue=desk-frozen");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Freeze" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Unfreeze" })).ToBeVisibleAsync();
        await Portal.Api.PostJsonAsync($"/api/dead-letters/{id}/replay", new { });
        await Expect(Page.GetByText("Frozen: 1 change waits")).ToBeVisibleAsync();
        await Expect(Row(id).Locator("[data-status]")).ToHaveAttributeAsync("data-status", "failed");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Unfreeze" }).ClickAsync();
        await Expect(Row(id).Locator("[data-status]")).ToHaveAttributeAsync("data-status", "replayed");
    }

    [Fact]
    public async Task Shift_selects_a_range_and_the_button_says_how_many()
    {
        for (var i = 0; i < 4; i++)
            await Portal.GiveUpAsync("desk-range", "desk.range.v1");
        await SignInAsync("/dead-letters?view=list&queue=desk-range&status=failed");
        await Expect(Rows).ToHaveCountAsync(4);
        await Rows.Nth(0).GetByRole(AriaRole.Checkbox).ClickAsync();
        await Rows.Nth(2).GetByRole(AriaRole.Checkbox).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Replay 3 selected" })).ToBeEnabledAsync();
        await Page.GetByLabel("Select all on this page").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Replay 4 selected" })).ToBeEnabledAsync();
    }

    [Fact]
    public async Task Without_a_match_or_at_a_wrong_address_it_says_how_to_go_on()
    {
        await SignInAsync("/dead-letters?view=list&queue=there-is-none");
        await Expect(Page.GetByText("No dead letter matches the filter")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Show all dead letters" }).ClickAsync();
        await Expect(Page.GetByLabel("Queue")).ToHaveValueAsync("");

        await Page.GotoAsync("/dead-letters/987654321");
        await Expect(Page.GetByText("There is no dead letter '987654321'.")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "See all dead letters" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_viewer_sees_everything_and_why_nothing_can_be_done()
    {
        var id = await Portal.GiveUpAsync("desk-viewer", "desk.viewer.v1");
        await SignInAsync("/dead-letters?view=list&queue=desk-viewer", "viewer");
        await Expect(Page.GetByText("Needs the role operator. Ask an administrator.").First).ToBeVisibleAsync();
        await Expect(Row(id).GetByRole(AriaRole.Button, new() { Name = "Replay desk.viewer.v1" })).ToBeDisabledAsync();
        await Row(id).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true })).ToBeDisabledAsync();

        await Page.GotoAsync($"/dead-letters/{id}/edit");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Replay the edited message" })).ToBeDisabledAsync();
    }

    private ILocator Rows => Page.Locator("tr[data-dead-letter]");

    private ILocator Row(string id) => Page.Locator($"tr[data-dead-letter='{id}']");
}
