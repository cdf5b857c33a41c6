using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Bench.Pages;

/// <summary>From the navigation, a full load with an empty circuit, to the page with its rows or figures on the screen.</summary>
internal static class PageTimes
{
    private const int Loads = 7;

    private static readonly (string Path, string Usable)[] _pages =
    [
        ("/", "main .stat strong"),
        ("/orders", "main tbody tr"),
        ("/dead-letters", "main tbody tr, main [data-group]"),
        ("/dead-letters?view=list", "main tbody tr"),
        ("/dead-letters?view=list&text=number", "main tbody tr"),
        ("/messages", "main tbody tr"),
        ("/queues", "main tbody tr"),
        ($"/queues/{WaitingRows.Queue}?tab=messages", "main tbody tr"),
        ("/topics", "main tbody tr"),
        ("/instances", "main tbody tr"),
        ("/stock", "main tbody tr"),
        ($"/stock/{StockRows.Busy}", "main tbody tr"),
        ("/operations", "main [data-operation-row]"),
        ($"/operations/{OperationRows.Large}", "main tbody tr"),
        ("/jobs", "main tbody tr"),
        ($"/jobs/{SeededPortal.Job}", "main tbody tr"),
    ];

    public static async Task<JsonObject> RunAsync(IPage page)
    {
        var results = new JsonObject();
        Console.WriteLine($"{"page, navigation to usable",-58} {"p50 ms",8} {"max ms",8}");
        foreach (var (path, usable) in _pages)
        {
            var times = new Times(Loads);
            for (var i = -1; i < Loads; i++)
            {
                var start = TimeProvider.System.GetTimestamp();
                await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
                if (!await IsUsableAsync(page, usable))
                    break;
                if (i >= 0)
                    times.Add(TimeProvider.System.GetTimestamp() - start);
            }

            if (times.Count == 0)
            {
                Console.WriteLine($"{path,-58} {"-",8}");
                continue;
            }

            Console.WriteLine($"{path,-58} {times.Percentile(50),8:0} {times.Percentile(100),8:0}");
            results[path] = new JsonObject { ["p50Ms"] = Math.Round(times.Percentile(50)), ["maxMs"] = Math.Round(times.Percentile(100)) };
        }

        return results;
    }

    private static async Task<bool> IsUsableAsync(IPage page, string usable)
    {
        try
        {
            await page.Locator(usable).First.WaitForAsync(new LocatorWaitForOptions { Timeout = 8000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false; // no such page yet, or nothing on it
        }
    }
}
