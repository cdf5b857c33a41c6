using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages.States;

/// <summary>
/// A table is gone: the page that reads it says that something went wrong on the server, the circuit and the rest of the portal
/// live on, and Retry shows the page as soon as the data can be read again.
/// </summary>
[Collection(typeof(Every_page_when_its_data_cannot_be_read))]
public sealed class Every_page_when_its_data_cannot_be_read(BrowserFixture browser, OwnPortal own) : PageTest(browser, own.Portal), IClassFixture<OwnPortal>
{
    private const string Words = "Something went wrong on the server";

    [Fact]
    public async Task Says_so_and_Retry_brings_it_back()
    {
        await using var samples = new Samples(Portal);
        await samples.InitializeAsync();
        await SignInAsync("/topics"); // the overview is the first to be looked at: it remembers its figures
        await AllPages.CheckAsync(page => page.Error.Table is not null, async page =>
        {
            var address = await samples.FillInAsync(page.Error.Address ?? page.Address);
            var table = await samples.FillInAsync(page.Error.Table!);
            using (new AbsentTable(Portal, page.Error.File!, table))
            {
                await Page.GotoAsync(address);
                await Expect(Page.Locator("main").GetByRole(AriaRole.Alert).First).ToContainTextAsync(Words);
                await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
                await Expect(Page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
            }

            await Page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).First.ClickAsync();
            await Expect(page.Main(Page)).ToBeVisibleAsync();
            await Expect(Page.GetByText(Words)).ToHaveCountAsync(0);
        });
    }

    /// <summary>Until the file is free, or SQLite gives up waiting: the frame is there, says that it reads, and leads elsewhere.</summary>
    [Fact]
    public async Task Shows_its_frame_while_the_file_is_locked_and_the_rest_as_soon_as_it_is_free()
    {
        await SignInAsync("/topics");
        foreach (var page in (PageStates[])[AllPages.Of("/people"), AllPages.Of("/account")])
        {
            using (new LockedFile(Portal, page.Error.File!))
            {
                await Page.GotoAsync(page.Address);
                await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
                await Expect(Page.GetByRole(AriaRole.Status, new() { Name = "Loading" }).First).ToBeVisibleAsync();

                // Nor does it hold up anything else of the circuit.
                await Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Topics" }).ClickAsync();
                await Expect(AllPages.Of("/topics").Main(Page)).ToBeVisibleAsync();
                await Page.GoBackAsync();
                await Expect(Page.GetByRole(AriaRole.Status, new() { Name = "Loading" }).First).ToBeVisibleAsync();
            }

            await Expect(page.Main(Page)).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task What_is_asked_for_while_the_file_is_locked_is_answered_when_it_is_free_and_holds_up_nothing_else()
    {
        await SignInByFormAsync("/account", await AddAsync("viewer")); // of the administrator it is set in the configuration
        await Page.GetByLabel("Password now").FillAsync("not this one");
        await Page.GetByLabel("New password").FillAsync("but this one, please");
        using (new LockedFile(Portal, "portal"))
        {
            await Page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
            await Expect(Page.GetByText("Change the password …")).ToBeVisibleAsync();
            await Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Topics" }).ClickAsync();
            await Expect(AllPages.Of("/topics").Main(Page)).ToBeVisibleAsync();
        }

        await Expect(Page.GetByText("Could not change the password")).ToBeVisibleAsync();
    }

    /// <summary>The old rows stay until the new ones are there, and what comes after them is nothing of the list that is being read.</summary>
    [Fact]
    public async Task The_next_page_waits_while_another_list_is_read()
    {
        AddPeople(51);
        await SignInAsync("/people");
        var next = Page.GetByRole(AriaRole.Link, new() { Name = "Next" });
        await Expect(next).ToBeEnabledAsync();
        using (new LockedFile(Portal, "portal"))
        {
            await Page.GetByLabel("Name").FillAsync("waits");
            await Page.GetByLabel("Name").PressAsync("Enter");
            await Expect(next).ToBeDisabledAsync();
            await next.FocusAsync();
            await next.PressAsync("Enter");
        }

        await Expect(next).ToBeEnabledAsync();
        await Expect(next).ToBeFocusedAsync();
        Assert.EndsWith("/people?q=waits", Page.Url, StringComparison.Ordinal);
        await next.PressAsync("Enter");
        await Page.ArriveAsync("after=");
        await Expect(Page.Locator("[data-person]")).ToHaveCountAsync(1);
        await Expect(Page.Locator("[data-person=waits-61]")).ToBeVisibleAsync();
    }

    /// <summary>What is not known is not told as if it were: of the rebuild, whose card says in a word how it stands.</summary>
    [Fact]
    public async Task Says_never_only_of_what_never_was()
    {
        await SignInAsync("/stock");
        var card = Page.Locator("details.rebuild summary");
        await Expect(card).ToContainTextAsync("never done yet");
        using (new AbsentTable(Portal, "warehouse", "stock_rebuild"))
        {
            await Page.GotoAsync("/stock");
            await Expect(card).ToContainTextAsync("could not be read");
            await Expect(AllPages.Of("/stock").Main(Page)).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Nobody_can_be_signed_in_and_the_form_says_so_and_works_again_afterwards()
    {
        await Page.GotoAsync("/sign-in");
        using (new AbsentTable(Portal, "portal", "AspNetUsers"))
        {
            await Page.GetByLabel("Name").FillAsync("admin");
            await Page.GetByLabel("Password").FillAsync(PortalProcess.AdminPassword);
            await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await Expect(Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(Words);
            await Expect(Page.GetByLabel("Name")).ToHaveValueAsync("admin");
        }

        await SignInByFormAsync("/topics");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    /// <summary>Copies of the viewer, <c>waits-11</c> and so on: to make each of them a password would take a minute.</summary>
    private void AddPeople(int count)
    {
        using var connection = AbsentTable.Open(Portal, "portal");
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TEMP TABLE copy AS SELECT * FROM AspNetUsers WHERE UserName = 'viewer';";
        for (var i = 11; i < 11 + count; i++)
            command.CommandText += $"UPDATE copy SET Id = 'waits-{i}', UserName = 'waits-{i}', NormalizedUserName = 'WAITS-{i}'; INSERT INTO AspNetUsers SELECT * FROM copy;";
        command.ExecuteNonQuery();
    }
}

public sealed class OwnPortal : IAsyncLifetime
{
    internal PortalProcess Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Portal = await PortalProcess.StartAsync();

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
