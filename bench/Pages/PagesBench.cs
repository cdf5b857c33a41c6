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

    public IReadOnlyList<string> Options => ["--fresh", "--browsers", "--rate"];

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        using var directory = new BenchDirectory();
        Machine.Describe();
        Machine.Probe("before", directory.Path);
        var result = new JsonObject();
        var pipe = "bench-memory-" + Guid.NewGuid().ToString("N")[..8];
        await using (var portal = await PortalUnderTest.StartAsync(directory.Path, Settings(pipe)))
        {
            using var session = await Session.SignInAsync(portal.Api.BaseAddress!, "admin", AdminPassword);
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
