using E2E.Support;

namespace E2E.Pages;

/// <summary>
/// Measures, and prints, the time from the commit of a handler to the changed text in the browser. The order's page carries
/// the time of the change, which is taken inside the transaction and so before the commit: the figure is an upper bound.
/// Browser and portal share the machine's clock. Nothing is asserted about time, only that every change arrives.
/// </summary>
public sealed class Changes_reach_the_browser(BrowserFixture browser, SharedPortal shared, ITestOutputHelper output) : PageTest(browser, shared)
{
    private const int Tabs = 4;
    private const int OrdersEach = 10;

    [Fact]
    public async Task Every_status_is_seen_and_the_time_it_took_is_printed()
    {
        await SignInAsync();
        await Page.Context.AddInitScriptAsync("""
            window.seen = [];
            new MutationObserver(() => {
              const e = document.querySelector('[data-testid=order-status]');
              if (!e) return;
              const version = +e.dataset.version;
              if (window.seen.length && window.seen[window.seen.length - 1].version >= version) return;
              window.seen.push({ version, status: e.dataset.status, took: Date.now() - +e.dataset.updatedAt });
            }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
            """);
        var took = new List<double>();
        await Portal.SetPaymentsAsync(latencyMs: 1000); // time to open the page before the order moves on
        try
        {
            // Side by side: what takes time is the payment, not the looking.
            var seen = await Task.WhenAll(Enumerable.Range(0, Tabs).Select(_ => FollowAsync()));
            took.AddRange(seen.SelectMany(each => each));
        }
        finally
        {
            await Portal.SetPaymentsAsync();
        }

        Assert.True(took.Count >= Tabs * OrdersEach, "changes were seen only by reloading");
        took.Sort();
        var text = $"commit to browser, {took.Count} changes: p50 {Percentile(took, 0.50)} ms, p95 {Percentile(took, 0.95)} ms, max {took[^1]} ms";
        output.WriteLine(text);
        Figures.Print(text);
    }

    private async Task<List<double>> FollowAsync()
    {
        var took = new List<double>();
        var page = await Page.Context.NewPageAsync();
        for (var i = 0; i < OrdersEach; i++)
        {
            var id = await Portal.PlaceOrderAsync("Latency");
            await page.GotoAsync("/orders/" + id);
            await page.WaitForFunctionAsync("() => window.seen.some(s => s.status === 'readyToShip')");
            var seen = await page.EvaluateAsync<Seen[]>("() => window.seen");

            // The first is the snapshot the page opened with, not a change that was pushed.
            took.AddRange(seen.Skip(1).Select(s => s.Took));
        }

        await page.CloseAsync();
        return took;
    }

    private static double Percentile(List<double> sorted, double share) => sorted[(int)Math.Ceiling(sorted.Count * share) - 1];

    private sealed class Seen
    {
        public double Took { get; set; }
    }
}
