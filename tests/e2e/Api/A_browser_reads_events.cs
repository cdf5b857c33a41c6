using E2E.Support;
using Microsoft.Playwright;

namespace E2E.Api;

/// <summary>Chromium's own EventSource, signed in by cookie, over a kill of the portal.</summary>
[Collection(typeof(A_browser_reads_events))]
public sealed class A_browser_reads_events(BrowserFixture browser) : IAsyncLifetime
{
    private PortalProcess _portal = null!;
    private IBrowserContext _context = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalProcess.StartAsync();
        _context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = _portal.Url });
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task It_goes_on_where_it_was_and_begins_anew_after_a_restart()
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Name").FillAsync("admin");
        await page.GetByLabel("Password").FillAsync(PortalProcess.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.LeaveAsync("/sign-in");
        await page.GotoAsync("/health/live"); // a page of the portal loads itself again after a restart, and with it what was heard
        await page.EvaluateAsync(
            """
            () => {
              const heard = window.heard = { ready: 0, reset: 0, orders: {}, ids: [] };
              const source = window.source = new EventSource('/api/events?types=orderChanged&snapshot=true');
              source.addEventListener('ready', e => { heard.ready++; heard.ids.push(e.lastEventId); });
              source.addEventListener('reset', () => heard.reset++);
              source.addEventListener('orderChanged', e => {
                const order = JSON.parse(e.data);
                heard.orders[order.id] = order.status;
                heard.ids.push(e.lastEventId);
              });
            }
            """);
        await page.WaitForFunctionAsync("() => heard.ready === 1");

        var first = await _portal.PlaceOrderAsync("EventSource");
        await page.WaitForFunctionAsync("id => heard.orders[id] === 'readyToShip'", first);
        await _portal.KillAsync();
        await _portal.StartAgainAsync();
        var second = await _portal.PlaceOrderAsync("EventSource");

        // By itself: another start, so the state comes anew, and then what changes.
        await page.WaitForFunctionAsync("id => heard.reset === 1 && heard.ready === 2 && heard.orders[id] === 'readyToShip'", second);
        var ids = await page.EvaluateAsync<string[]>("() => heard.ids");
        Assert.Equal(2, ids.Where(id => id.Length > 0).Select(id => id.Split('-')[0]).Distinct().Count());

        // The same start: nothing but what happened in between.
        var last = ids[^1];
        var third = await _portal.PlaceOrderAsync("EventSource");
        await _portal.WaitForStatusAsync(third, "readyToShip");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events?types=orderChanged");
        request.Headers.Add("Last-Event-ID", last);
        using var response = await _portal.Api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var lines = new List<string>();
        while (lines.LastOrDefault()?.Contains("\"status\":\"readyToShip\"", StringComparison.Ordinal) != true)
            lines.Add(await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The stream ended: " + string.Join('\n', lines)));
        Assert.DoesNotContain("event: ready", lines);
        Assert.All(lines.Where(line => line.StartsWith("data: ", StringComparison.Ordinal)), line => Assert.Contains(third, line, StringComparison.Ordinal));
    }
}
