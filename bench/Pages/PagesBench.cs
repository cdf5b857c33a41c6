using System.Text.Json.Nodes;
using Bench.Orders;

namespace Bench.Pages;

/// <summary>What people wait for: lists over a million rows, the overview, typing while changes flow, and many open browsers.</summary>
internal sealed class PagesBench : IBench
{
    private const int Browsers = 200;
    private const int OrdersPerSecond = 200;

    public string Name => "pages";

    public string About => "lists over a million rows, the overview, typing while changes flow, 200 open browsers";

    public IReadOnlyList<string> Options => ["--fresh", "--lists-only", "--open-only", "--browsers", "--rate"];

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        using var directory = new BenchDirectory();
        Machine.Describe();
        Machine.Probe("before", directory.Path);
        var result = new JsonObject();
        var pipe = "bench-memory-" + Guid.NewGuid().ToString("N")[..8];
        var settings = Settings(pipe);
        if (!arguments.Has("--open-only"))
            await SeededPortal.PutAsync(directory.Path, arguments.Has("--fresh"), settings);
        var start = TimeProvider.System.GetTimestamp();
        await using (var portal = await PortalUnderTest.StartAsync(directory.Path, settings))
        {
            Console.WriteLine($"portal is process {portal.Id}, ready after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s");
            var address = portal.Api.BaseAddress!;
            if (!arguments.Has("--open-only"))
            {
                result["lists"] = await ListTimes.RunAsync(portal.Api);
                await using var browser = await Browser.SignInAsync(address, "admin", AdminPassword);
                result["pages"] = await PageTimes.RunAsync(browser.Page);
                if (arguments.Has("--lists-only"))
                    return result;
                await new SteadyOrders(portal.Api, 1).StockUpAsync();
                result["typing"] = await TypingDelay.RunAsync(browser.Page, portal.Api);
            }

            using var session = await Session.SignInAsync(address, "admin", AdminPassword);
            result["open"] = await new OpenBrowsers(
                portal, pipe, (int)arguments.Number("--browsers", Browsers), (int)arguments.Number("--rate", OrdersPerSecond)).RunAsync(session);
        }

        Machine.Probe("after", directory.Path);
        return result;
    }

    public const string AdminPassword = "bench-admin-password";

    private static Dictionary<string, string> Settings(string pipe) => new(StringComparer.Ordinal)
    {
        ["Portal__AdminPassword"] = AdminPassword,
        ["DOTNET_STARTUP_HOOKS"] = typeof(PagesBench).Assembly.Location,
        [StartupHook.PipeVariable] = pipe,
    };
}
