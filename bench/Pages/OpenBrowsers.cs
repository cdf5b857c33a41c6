using System.Text.Json.Nodes;
using Bench.Orders;

namespace Bench.Pages;

/// <summary>
/// Many open browsers while orders come: each is a circuit and a hub client. How long until what was committed is in the render batch
/// or the hub's message, and what an idle circuit keeps in memory.
/// </summary>
internal sealed class OpenBrowsers(PortalUnderTest portal, string memoryPipe, int browsers, int ordersPerSecond)
{
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan _measured = TimeSpan.FromSeconds(15);

    /// <summary>What the browsers look at: every other one at the list in which every order moves, the rest at what else is open all day.</summary>
    private static readonly string[] _pages = ["/orders", "/", "/orders", "/queues"];

    public async Task<JsonObject> RunAsync(Session session)
    {
        var orders = new SteadyOrders(portal.Api, ordersPerSecond);
        await orders.StockUpAsync();

        // The first of each compiles what the others only use; it is not part of what one more costs.
        var open = new List<IAsyncDisposable>();
        foreach (var page in _pages.Distinct())
            open.Add(await CircuitClient.OpenAsync(session, page));
        var before = await PortalMemory.OfAsync(portal.Id, memoryPipe);
        var inBatches = new Sightings(1_000_000);
        var inMessages = new Sightings(1_000_000);
        try
        {
            for (var i = 0; i < browsers; i++)
            {
                var seen = new HashSet<long>();
                var circuit = await CircuitClient.OpenAsync(session, _pages[i % _pages.Length]);
                circuit.OnBatch = batch => inBatches.Look(batch, seen);
                open.Add(circuit);
            }

            await Task.Delay(_settle, TimeProvider.System);
            var idle = await PortalMemory.OfAsync(portal.Id, memoryPipe);
            for (var i = 0; i < browsers; i++)
            {
                var seen = new HashSet<long>();
                open.Add(await HubClient.OpenAsync(session, "watchOrders", bytes => inMessages.Look(bytes, seen)));
            }

            await orders.RunAsync(_warmUp);
            inBatches.Begin();
            inMessages.Begin();
            var cpu = portal.Cpu;
            var own = Environment.CpuUsage.TotalTime;
            var start = TimeProvider.System.GetTimestamp();
            var placed = await orders.RunAsync(_measured);
            var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            var cores = (portal.Cpu - cpu).TotalSeconds / seconds;
            var ownCores = (Environment.CpuUsage.TotalTime - own).TotalSeconds / seconds;
            var managed = (idle.Managed - before.Managed) / 1024.0 / browsers;
            var resident = (idle.Resident - before.Resident) / 1024.0 / browsers;
            Console.WriteLine($"{browsers} browsers, {placed / seconds:N0} orders/s: portal {cores:0.00} cores, this bench {ownCores:0.00}");
            Print("circuits on /orders", inBatches, browsers / 2);
            Print("hub clients", inMessages, browsers);
            Console.WriteLine($"an idle circuit keeps {managed:N0} KiB managed, {resident:N0} KiB resident");
            return new JsonObject
            {
                ["browsers"] = browsers,
                ["ordersPerSecond"] = Math.Round(placed / seconds, 1),
                ["circuitP50Ms"] = Math.Round(inBatches.Percentile(50), 1),
                ["circuitP95Ms"] = Math.Round(inBatches.Percentile(95), 1),
                ["hubP50Ms"] = Math.Round(inMessages.Percentile(50), 1),
                ["hubP95Ms"] = Math.Round(inMessages.Percentile(95), 1),
                ["circuitKiB"] = Math.Round(managed),
                ["circuitResidentKiB"] = Math.Round(resident),
                ["portalCores"] = Math.Round(cores, 2),
                ["benchCores"] = Math.Round(ownCores, 2),
            };
        }
        finally
        {
            foreach (var one in open)
                await one.DisposeAsync();
        }
    }

    private static void Print(string who, Sightings seen, int viewers) => Console.WriteLine(
        $"  {who}: {seen.Count:N0} sights of sampled orders by {viewers}, from before the POST: p50 {seen.Percentile(50):0} ms, p95 {seen.Percentile(95):0} ms, max {seen.Percentile(100):0} ms");
}
