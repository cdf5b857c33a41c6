using System.Diagnostics;
using E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace E2E.Pages;

/// <summary>kill -9 while pages are open and changes flow, then a start on the same data, with nobody touching the browser.</summary>
[Collection(Lanes.Measured)]
public sealed class The_portal_dies_under_open_pages(BrowserFixture browser) : IAsyncLifetime
{
    private const int Letters = 60;
    private const int MostOrders = 45; // a page shows 50
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan _generous = TimeSpan.FromSeconds(15);

    private PortalProcess _portal = null!;
    private IBrowserContext _context = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalProcess.StartAsync();
        _context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = _portal.Url, ViewportSize = new ViewportSize { Width = 1280, Height = 600 } });
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task They_say_so_and_come_back_by_themselves_in_the_same_place_with_nothing_twice_or_missed()
    {
        for (var i = 0; i < Letters; i++)
            await _portal.SendAsync("sales", $"restart.unknown-{i}.v1", "{}");
        await SignInAsync();
        var orders = await OpenAsync("/orders?customer=Restart");
        var letters = await OpenAsync("/dead-letters?view=list&status=failed");
        var queues = await OpenAsync("/queues");
        await _portal.SetPaymentsAsync(latencyMs: 500); // what was placed is still on its way when the portal dies
        using var stop = new CancellationTokenSource();
        var placing = PlaceUntilAsync(stop.Token);
        await Expect(orders.Locator("[data-order]").Nth(9)).ToBeVisibleAsync();
        var letter = letters.Locator("[data-dead-letter]").Nth(40).GetByRole(AriaRole.Link).First;
        await letter.FocusAsync();
        var focused = await letter.GetAttributeAsync("href");
        var top = await letters.EvaluateAsync<int>("() => Math.round(scrollY)");
        Assert.True(top > 300, $"it was scrolled to {top} only");

        await _portal.KillAsync();
        await stop.CancelAsync();
        var accepted = await placing;
        foreach (var page in (IPage[])[orders, letters, queues])
            await Expect(page.GetByRole(AriaRole.Alertdialog)).ToBeVisibleAsync();

        await _portal.StartAgainAsync();
        var since = Stopwatch.StartNew();
        var back = await Task.WhenAll(BackAsync("orders", orders, since), BackAsync("dead letters", letters, since), BackAsync("queues", queues, since));

        Assert.Equal(_portal.Url + "/dead-letters?view=list&status=failed", letters.Url);
        Assert.Equal(_portal.Url + "/orders?customer=Restart", orders.Url);
        await letters.WaitForFunctionAsync("top => Math.abs(scrollY - top) < 3", top);
        await letters.WaitForFunctionAsync("href => document.activeElement?.getAttribute('href') === href", focused);
        await ShowsWhatIsStoredAsync(orders, accepted);
        await Expect(letters.Locator("[data-dead-letter]")).ToHaveCountAsync(50);

        // And it goes on: what changes now arrives without a reload.
        var order = await _portal.PlaceOrderAsync("Restart, afterwards");
        await Expect(orders.Locator($"[data-order='{order}'] [data-status=readyToShip]")).ToBeVisibleAsync();
        await _portal.SendAsync("sales", "restart.afterwards.v1", "{}");
        await letters.GetByRole(AriaRole.Button, new() { Name = "1 new failure" }).ClickAsync();
        await Expect(letters.GetByRole(AriaRole.Link, new() { Name = "restart.afterwards.v1" })).ToBeVisibleAsync();
        foreach (var (page, took) in back)
        {
            Figures.Print($"kill -9 under the open page {page}: back {took.TotalSeconds:0.0} s after the restart, at the same place");
            Assert.True(took < _generous, $"{page} came back after {took}");
        }
    }

    /// <summary>Every accepted order exactly once, in the order of the list.</summary>
    private async Task ShowsWhatIsStoredAsync(IPage page, IReadOnlyCollection<string> accepted)
    {
        List<string> stored = [];
        List<string> shown = [];
        await Until.TrueAsync(
            async () =>
            {
                stored = [.. (await _portal.Api.GetJsonAsync("/api/orders?customer=Restart")).GetProperty("items").EnumerateArray().Select(o => o.Text("id"))];
                shown = [.. await page.Locator("[data-order]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.order)")];
                return shown.SequenceEqual(stored);
            },
            () => $"shown are {shown.Count}, stored {stored.Count}: {string.Join(' ', shown.Except(stored))}");
        Assert.Empty(accepted.Except(shown));
    }

    private static async Task<(string Page, TimeSpan Took)> BackAsync(string name, IPage page, Stopwatch since)
    {
        // Usable is: the rows are there, and the circuit answers the keyboard.
        await Expect(page.GetByRole(AriaRole.Alertdialog)).ToBeHiddenAsync();
        await Expect(page.Locator("tbody tr").First).ToBeVisibleAsync();
        return (name, since.Elapsed);
    }

    private async Task SignInAsync()
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Name").FillAsync("admin");
        await page.GetByLabel("Password").FillAsync(PortalProcess.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.LeaveAsync("/sign-in");
        await page.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync(path);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        return page;
    }

    private async Task<List<string>> PlaceUntilAsync(CancellationToken stop)
    {
        List<string> accepted = [];
        try
        {
            using var timer = new PeriodicTimer(_pace);
            do
                accepted.Add(await _portal.PlaceOrderAsync("Restart"));
            while (accepted.Count < MostOrders && await timer.WaitForNextTickAsync(stop));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // Killed.
        }

        return accepted;
    }
}
