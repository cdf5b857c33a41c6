using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

public sealed class Many_instances(BrowserFixture browser, SharedPortal shared) : PageTest(browser, shared)
{
    [Fact]
    public async Task A_range_is_picked_with_shift_and_stopped_and_the_button_says_of_how_many()
    {
        foreach (var name in new[] { "bulk-a", "bulk-b", "bulk-c" })
            await Portal.Api.PostJsonAsync("/api/instances", new { name });
        await SignInAsync("/instances?text=bulk-&sort=name");
        var rows = Page.Locator("tr[data-instance]");
        await Expect(rows).ToHaveCountAsync(3);
        await Expect(rows.GetByTestId("instance-state").GetByText("running")).ToHaveCountAsync(3);

        await Page.GetByLabel("Select bulk-a").ClickAsync();
        await Page.GetByLabel("Select bulk-c").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        var bulk = Page.GetByRole(AriaRole.Region, new() { Name = "Selected instances" });
        await Expect(bulk).ToContainTextAsync("3 selected");
        await rows.First.GetByRole(AriaRole.Button, new() { Name = "Stop" }).ClickAsync();
        await Expect(rows.First.GetByTestId("instance-state")).ToHaveTextAsync("stopped");
        await Expect(bulk).ToContainTextAsync("1 is already stopped");
        await bulk.GetByRole(AriaRole.Button, new() { Name = "Stop 2 of 3" }).ClickAsync();
        await Expect(rows.GetByTestId("instance-state").GetByText("stopped")).ToHaveCountAsync(3);

        await bulk.GetByRole(AriaRole.Button, new() { Name = "Terminate 3" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("terminate 3");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Terminate" }).ClickAsync();
        await Expect(rows.GetByTestId("instance-state").GetByText("terminated")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Filter_and_order_are_in_the_address_and_nothing_found_says_what_to_do()
    {
        var id = (await Portal.Api.PostJsonAsync("/api/instances", new { name = "find-me" })).Text("id");
        await SignInAsync("/instances");
        await Page.GetByLabel("Search").FillAsync("ind-m");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("text=ind-m"));
        await Expect(Page.Locator("tr[data-instance]")).ToHaveCountAsync(1);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Name" }).First.ClickAsync();
        await Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sort=name"));
        await Expect(Page.Locator($"tr[data-instance='{id}']")).ToBeVisibleAsync();
        await Page.GotoAsync("/instances?text=nothing-like-this");
        await Expect(Page.GetByText("No instance matches the filter")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Clear the filter" }).ClickAsync();
        await Expect(Page.Locator($"tr[data-instance='{id}']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_is_terminated_only_after_its_name_was_typed()
    {
        var id = (await Portal.Api.PostJsonAsync("/api/instances", new { name = "end-me" })).Text("id");
        await SignInAsync("/instances");
        var row = Page.Locator($"tr[data-instance='{id}']");
        await row.GetByRole(AriaRole.Button, new() { Name = "Terminate" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("end-m");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Terminate" }).ClickAsync(new() { Force = true });
        await Expect(dialog).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("end-me");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Terminate" }).ClickAsync();
        await Expect(row.GetByTestId("instance-state")).ToHaveTextAsync("terminated");
    }
}
