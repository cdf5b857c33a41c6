using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Guide;

/// <summary>Takes the pictures of docs/guide and of the README from a running portal, so that they show what there is.</summary>
[Collection(typeof(The_user_guide))]
public sealed class The_user_guide(BrowserFixture browser) : IAsyncLifetime
{
    private PortalProcess _portal = null!;
    private IBrowserContext _context = null!;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalProcess.StartAsync();
        _context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = _portal.Url, ViewportSize = new ViewportSize { Width = 1280, Height = 800 }, ReducedMotion = ReducedMotion.Reduce,
        });
        _page = await _context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Has_pictures_of_the_portal_as_it_is_and_uses_each_of_them()
    {
        var scene = new Scene(_portal);
        await scene.BuildAsync();
        var album = await Album.OpenAsync(await _context.NewPageAsync());
        await SignInAsync("admin", PortalProcess.AdminPassword);
        foreach (var shot in Shots(scene))
            await album.KeepAsync(shot.Name, await TakeAsync(shot));
        await _context.ClearCookiesAsync();
        await SignInAsync("viewer", PortalProcess.PersonPassword);
        await album.KeepAsync("roles.png", await TakeAsync(new Shot("roles.png", $"/dead-letters/{scene.FailedRefund}", ".desk-why", 460)));

        Assert.Equal(album.Made.Order(), GuideTexts.Pictures().Order());
        Assert.Equal(album.Made.Order(), Directory.GetFiles(Album.Folder).Select(Path.GetFileName).Order());
    }

    private static IEnumerable<Shot> Shots(Scene scene) =>
    [
        new("orders.png", "/orders", "[data-order]", 720),
        new("place-order.png", "/orders/new", "#customer", 760, PrepareAsync: FillInAnOrderAsync),
        new("order-journey.png", $"/orders/{scene.RetriedOrder}", "[data-testid=journey][data-moving=false]", 1100),
        new("order-message.png", $"/orders/{scene.RetriedOrder}?message={scene.RetriedMessage}", "[data-testid=message-panel]", 900, "dark"),
        new("instances.png", "/instances", "[data-instance]", 800, PrepareAsync: SelectInstancesAsync),
        new("instance.png", $"/instances/{scene.Instance}", "[data-testid=log] .log-line", 900),
        new("stock.png", "/stock/MN-270?span=hour", "portal-chart svg", 860),
        new("queues.png", "/queues", "table.data", 600),
        new("queue-messages.png", "/queues/mail?tab=messages", "[data-state=scheduled]", 760),
        new("topic.png", "/topics/sales", "table.data", 760),
        new("dead-letters.png", "/dead-letters", "[data-group]", 1000),
        new("dead-letter-search.png", "/dead-letters?view=list&text=customer", "[data-dead-letter]", 720),
        new("dead-letter.png", $"/dead-letters/{scene.FailedRefund}", "[data-testid=dead-letter-status]", 1000),
        new("dead-letter-edit.png", $"/dead-letters/{scene.FailedRefund}/edit", "#edit-body", 800, PrepareAsync: EditAsync),
        new("bulk-replay.png", "/dead-letters?view=groups&type=accounting.invoice-issued.v1", "[data-group]", 860, PrepareAsync: OpenReplayAsync),
        new("operation.png", $"/operations/{scene.StoppedOperation}", "[data-result]", 900),
        new("messages.png", "/messages?type=sales.order-placed.v1", "[data-message]", 640),
        new("jobs.png", "/jobs", "[data-job]", 620),
        new("overview.png", "/", "portal-chart svg", 1120),
        new("overview-dark.png", "/", "portal-chart svg", 700, "dark"),
    ];

    private static async Task FillInAnOrderAsync(IPage page)
    {
        await page.GetByLabel("Customer").FillAsync("Kontor Nord");
        await page.Locator(".panel form").ChooseAsync("KB-100");
        await page.GetByLabel("Quantity").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a line" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Place the order" }).ClickAsync();
        await Expect(page.Locator(".field-errors").First).ToBeVisibleAsync();
        await page.GetByTestId("toast").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByTestId("toast")).ToHaveCountAsync(0);
    }

    private static async Task SelectInstancesAsync(IPage page)
    {
        foreach (var name in (string[])["search-1", "reports-1"])
            await page.GetByRole(AriaRole.Checkbox, new() { Name = "Select " + name }).ClickAsync();
    }

    private static async Task EditAsync(IPage page)
    {
        var body = await page.GetByRole(AriaRole.Textbox, new() { Name = "Body", Exact = true }).InputValueAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Body", Exact = true }).FillAsync(body.Replace("Returned by the customer", "Returned, agreed with Mira", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Link, new() { Name = "Changes" }).ClickAsync();
        await Expect(page.GetByText("Returned, agreed with Mira")).ToBeVisibleAsync();
        await Expect(page.GetByText("Checking …")).ToHaveCountAsync(0);
    }

    private static async Task OpenReplayAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay group" }).ClickAsync();
        await page.GetByRole(AriaRole.Switch, new() { Name = "Canary" }).ClickAsync();
        await Expect(page.GetByTestId("bulk-covers")).ToBeVisibleAsync();
    }

    private async Task<byte[]> TakeAsync(Shot shot)
    {
        await _context.AddCookiesAsync([new Cookie { Name = "portal-theme", Value = shot.Theme, Url = _portal.Url }]);
        await _page.SetViewportSizeAsync(1280, shot.Height);
        await _page.GotoAsync(shot.Address);
        await Expect(_page.Locator(shot.Ready).First).ToBeVisibleAsync();
        if (shot.PrepareAsync is { } prepare)
            await prepare(_page);
        await Expect(_page.GetByRole(AriaRole.Status, new() { Name = "Loading" })).ToHaveCountAsync(0);
        await Expect(_page.GetByRole(AriaRole.Switch, new() { Name = "Dark mode" })).ToHaveAttributeAsync("aria-checked", shot.Theme == "dark" ? "true" : "false");
        await Expect(_page.GetByRole(AriaRole.Navigation).GetByText("Dead letters, ")).ToBeVisibleAsync(); // the menu's figures come after the page
        await _page.Mouse.MoveAsync(1270, 2);
        await _page.EvaluateAsync("""
            async root => {
              await document.fonts.ready;
              const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (words.nextNode()) words.currentNode.data = words.currentNode.data.replaceAll(root, ''); // stack traces say where it was built
              scrollTo(0, 0);
              if (document.activeElement?.matches('h1')) document.activeElement.blur();
              await Promise.all(document.getAnimations().filter(a => a.effect.getTiming().iterations !== Infinity).map(a => a.finished.catch(() => {})));
            }
            """,
            RepositoryFiles.Root);
        return await _page.ScreenshotAsync(new PageScreenshotOptions { Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
    }

    private async Task SignInAsync(string person, string password)
    {
        await _page.GotoAsync("/");
        await _page.GetByLabel("Name").FillAsync(person);
        await _page.GetByLabel("Password").FillAsync(password);
        await _page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await _page.LeaveAsync("/sign-in");
    }
}
