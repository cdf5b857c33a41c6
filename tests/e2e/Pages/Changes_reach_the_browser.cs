using E2E.Support;
using Microsoft.Playwright;

namespace E2E.Pages;

/// <summary>
/// Measures, and prints, the time from the commit of a handler to the changed text in the browser. The order's page carries
/// the time of the change, which is taken inside the transaction and so before the commit: the figure is an upper bound.
/// Browser and portal share the machine's clock. Nothing is asserted about time, only that every change arrives.
/// </summary>
[Collection(Lanes.Measured)]
public sealed class Changes_reach_the_browser(BrowserFixture browser, SharedPortal shared, ITestOutputHelper output) : PageTest(browser, shared)
{
    private const int Tabs = 4;
    private const int OrdersEach = 10;

    [Fact]
    public async Task Every_status_is_seen_and_the_time_it_took_is_printed()
    {
        await SignInAsync(path: null);
        await Page.Context.AddInitScriptAsync("""
            window.seen = [];
            window.follow = id => {
              [window.followed, window.seen] = [id, []];
              Blazor.navigateTo('/orders/' + id);
            };
            new MutationObserver(() => {
              const e = document.querySelector('[data-testid=order-status]');
              if (!e || !document.querySelector('h1')?.textContent.includes(window.followed)) return;
              const version = +e.dataset.version;
              if (window.seen.length && window.seen[window.seen.length - 1].version >= version) return;
              window.seen.push({ version, status: e.dataset.status, took: Date.now() - +e.dataset.updatedAt });
            }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
            """);
        var pages = await Task.WhenAll(Enumerable.Range(0, Tabs).Select(async _ =>
        {
            var page = await Page.Context.NewPageAsync();
            await page.GotoAsync("/orders");
            await page.GetByRole(AriaRole.Link, new() { Name = "Place an order" }).First.WaitForAsync(); // it is connected
            return page;
        }));

        var took = new List<double>();
        for (var round = 0; round < OrdersEach; round++)
            took.AddRange(await FollowAsync(pages));
        await Task.WhenAll(pages.Select(page => page.CloseAsync()));

        Assert.True(took.Count >= Tabs * OrdersEach, "changes were seen only by reloading");
        took.Sort();
        var text = $"commit to browser, {took.Count} changes: p50 {Percentile(took, 0.50)} ms, p95 {Percentile(took, 0.95)} ms, max {took[^1]} ms";
        output.WriteLine(text);
        Figures.Print(text);
    }

    /// <summary>An order in each tab. Nobody is billed before all of them are looked at, however long that takes.</summary>
    private async Task<IEnumerable<double>> FollowAsync(IReadOnlyList<IPage> pages)
    {
        await Portal.Api.PostJsonAsync("/api/queues/billing/pause", new { });
        try
        {
            await Task.WhenAll(pages.Select(async page =>
            {
                await page.EvaluateAsync("id => follow(id)", await Portal.PlaceOrderAsync("Latency"));
                await page.WaitForFunctionAsync("() => window.seen.length > 0");
            }));
        }
        finally
        {
            await Portal.Api.PostJsonAsync("/api/queues/billing/resume", new { });
        }

        var seen = await Task.WhenAll(pages.Select(async page =>
        {
            await page.WaitForFunctionAsync("() => window.seen.some(s => s.status === 'readyToShip')");
            return await page.EvaluateAsync<Seen[]>("() => window.seen");
        }));

        // The first is the snapshot the page opened with, not a change that was pushed.
        return seen.SelectMany(each => each.Skip(1)).Select(s => s.Took);
    }

    private static double Percentile(List<double> sorted, double share) => sorted[(int)Math.Ceiling(sorted.Count * share) - 1];

    private sealed class Seen
    {
        public double Took { get; set; }
    }
}
