using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Bench.Pages;

/// <summary>How long a key takes to be on the screen while 50 changes a second come to the page, by the browser's own event timing.</summary>
internal static class TypingDelay
{
    /// <summary>Each order changes three times after it was placed.</summary>
    private const int OrdersPerSecond = 13;

    private const int Keys = 150;
    private static readonly TimeSpan _whileTyping = TimeSpan.FromSeconds(15);

    public static async Task<JsonObject> RunAsync(IPage page, HttpClient api)
    {
        await page.GotoAsync("/orders");
        var field = page.Locator("main form[role=search] input").First;
        await field.WaitForAsync();
        var idle = await TypeAsync(page, field);
        var orders = new SteadyOrders(api, OrdersPerSecond);
        var placing = orders.RunAsync(_whileTyping);
        var busy = await TypeAsync(page, field);
        await placing;
        Console.WriteLine($"typing, key to next paint: {idle.P95:0} ms p95 while nothing changes, {busy.P95:0} ms p95 (max {busy.Max:0}) at 50 changes a second");
        return new JsonObject { ["idleP95Ms"] = idle.P95, ["busyP95Ms"] = busy.P95, ["busyMaxMs"] = busy.Max };
    }

    private static async Task<(double P95, double Max)> TypeAsync(IPage page, ILocator field)
    {
        await field.FocusAsync();
        await page.EvaluateAsync(
            """
            () => {
              window.keys = [];
              document.addEventListener('keydown', key => {
                const at = key.timeStamp;
                requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => window.keys.push(performance.now() - at); channel.port2.postMessage(0); });
              }, true);
            }
            """);
        for (var i = 0; i < Keys; i++)
            await page.Keyboard.PressAsync(i % 10 == 9 ? "Backspace" : "a", new KeyboardPressOptions { Delay = 20 });
        var times = (await page.EvaluateAsync<double[]>("() => window.keys")).Order().ToList();
        await field.FillAsync("");
        await page.ReloadAsync();
        await field.WaitForAsync();
        return (Math.Round(times[(int)(times.Count * 0.95)], 1), Math.Round(times[^1], 1));
    }
}
