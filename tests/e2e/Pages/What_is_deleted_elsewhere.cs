using System.Text.RegularExpressions;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

/// <summary>Somebody else deletes dead letters: whoever looks at them sees them go, without loading anything again.</summary>
public sealed partial class What_is_deleted_elsewhere(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    private const string Queue = "deleted-elsewhere";

    [Fact]
    public async Task Leaves_the_list_the_groups_and_its_own_page_and_the_menu_counts_what_is_left()
    {
        await Portal.FailAsync(Queue, 2);
        var letters = (await Portal.Api.GetJsonAsync("/api/dead-letters?queue=" + Queue)).GetProperty("items");
        var (first, second) = (letters[0].Text("id"), letters[1].Text("id"));
        await SignInAsync("/dead-letters?view=list&queue=" + Queue);
        var groups = await Page.Context.NewPageAsync();
        await groups.GotoAsync("/dead-letters?view=groups&queue=" + Queue);
        var letter = await Page.Context.NewPageAsync();
        await letter.GotoAsync("/dead-letters/" + first);
        await Expect(Page.Locator("[data-dead-letter]")).ToHaveCountAsync(2);
        await Expect(groups.Locator("[data-group]")).ToHaveCountAsync(1);
        await Expect(letter.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { NameRegex = DeadLettersFailed() })).ToBeVisibleAsync();

        await DeleteAsync(first);
        await Expect(Page.Locator($"[data-dead-letter='{first}']")).ToHaveCountAsync(0);
        await Expect(Page.Locator($"[data-dead-letter='{second}']")).ToBeVisibleAsync();
        await Expect(letter.GetByText("This dead letter was deleted")).ToBeVisibleAsync();
        await Expect(letter.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true })).ToHaveCountAsync(0);
        await Expect(groups.Locator("[data-group]")).ToHaveCountAsync(1);

        await DeleteAsync(second);
        await Expect(Page.GetByText("No dead letter matches the filter")).ToBeVisibleAsync();
        await Expect(groups.Locator("[data-group]")).ToHaveCountAsync(0);
    }

    private async Task DeleteAsync(string id) => (await Portal.Api.DeleteAsync("/api/dead-letters/" + id)).EnsureSuccessStatusCode();

    [GeneratedRegex(@"^Dead letters ?, [\d,]+ failed$")]
    private static partial Regex DeadLettersFailed();
}
