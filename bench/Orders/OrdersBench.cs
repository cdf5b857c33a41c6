using System.Text.Json.Nodes;

namespace Bench.Orders;

/// <summary>
/// Orders from <c>POST /api/orders</c> to <c>readyToShip</c>, through a portal that runs as it would for its users: Release, a process
/// and a data directory of its own, the sandbox at zero latency. The reference does in raw SQLite nothing but the commits that an
/// order would cost if nothing were grouped.
/// </summary>
internal sealed class OrdersBench : IBench
{
    /// <summary>
    /// What one order is to the databases when every step commits by itself: order placed, relayed and deleted; charge begun,
    /// charged, relayed; reserved, relayed; carrier chosen, labelled, relayed; billed and ready at Sales; and the deletes of four outboxes.
    /// </summary>
    private const int CommitsOfAnOrder = 14;

    private const int Rounds = 5;
    private static readonly TimeSpan _warmUpTime = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan _roundTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan _rawTime = TimeSpan.FromSeconds(1);

    public string Name => "orders";

    public string About =>
        $"orders from POST to readyToShip through all services of a real portal, beside {CommitsOfAnOrder} single-row FULL commits of raw SQLite";

    public IReadOnlyList<string> Options => ["--rate"];

    public async Task<JsonObject> RunAsync(BenchArguments arguments)
    {
        using var directory = new BenchDirectory();
        Machine.Describe();
        Machine.Probe("before", directory.Path);
        using var raw = new RawCommits(directory.Path);
        await using var portal = await PortalUnderTest.StartAsync(directory.Path);
        Console.WriteLine($"portal is process {portal.Id}");
        var rate = (int)arguments.Number("--rate", 0);
        using var load = new OrderLoad(portal, rate);
        await load.StockUpAsync();

        // Twice, because what the first one compiles is compiled again, better, while the second runs.
        for (var i = 0; i < 2; i++)
            Console.WriteLine($"warm-up: {await load.RunAsync(_warmUpTime)}");
        raw.Run(_rawTime, CommitsOfAnOrder);

        var measured = new List<(OrderRound Portal, RawRound Raw)>();
        for (var round = 1; round <= Rounds; round++)
        {
            var ours = await load.RunAsync(_roundTime);
            var reference = raw.Run(_rawTime, CommitsOfAnOrder);
            measured.Add((ours, reference));
            Console.WriteLine(
                $"round {round}: {ours}; raw {reference.PerSecond:N0} × {CommitsOfAnOrder} commits/s, {reference.CpuMilliseconds:0.00} ms CPU each");
        }

        Machine.Probe("after", directory.Path);
        var perSecond = Median.Of(measured.Select(m => m.Portal.PerSecond));
        var cpu = Median.Of(measured.Select(m => m.Portal.CpuMilliseconds));
        var rawPerSecond = Median.Of(measured.Select(m => m.Raw.PerSecond));
        var rawCpu = Median.Of(measured.Select(m => m.Raw.CpuMilliseconds));
        Console.WriteLine($"median: {perSecond:N0} orders/s, {cpu:0.00} ms CPU an order; raw {rawPerSecond:N0}/s, {rawCpu:0.00} ms");
        return new JsonObject
        {
            ["ordersPerSecond"] = Math.Round(perSecond, 1),
            ["cpuMsPerOrder"] = Math.Round(cpu, 3),
            ["rawOrdersPerSecond"] = Math.Round(rawPerSecond, 1),
            ["rawCpuMsPerOrder"] = Math.Round(rawCpu, 3),
            ["placeMsMedian"] = Math.Round(Median.Of(measured.Select(m => m.Portal.PlaceMilliseconds)), 2),
        };
    }
}
