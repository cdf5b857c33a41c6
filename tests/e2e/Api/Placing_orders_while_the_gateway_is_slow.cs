using System.Diagnostics;
using E2E.Support;

namespace E2E.Api;

/// <summary>
/// Measures, and prints, how long <c>POST /api/orders</c> takes while the payment gateway takes 5 seconds or is down. What is
/// asserted is that every order is accepted, and completes by itself afterwards.
/// </summary>
[Collection(Lanes.Measured)]
public sealed class Placing_orders_while_the_gateway_is_slow
{
    private const int Orders = 300;

    [Fact]
    public async Task Each_is_answered_at_once_and_completes_when_the_gateway_is_back()
    {
        await using var portal = await PortalProcess.StartAsync();
        await portal.PlaceAllAsync(200); // warm-up: the first requests compile the code
        await AllHaveEndedAsync(portal);
        await portal.SetPaymentsAsync(latencyMs: 5000);
        Report("with the gateway at 5 s", await portal.PlaceAllAsync(Orders));
        await portal.SetPaymentsAsync(down: true);
        Report("with the gateway down", await portal.PlaceAllAsync(Orders));
        await portal.SetPaymentsAsync();

        await AllHaveEndedAsync(portal);
        Assert.Empty((await portal.Api.GetJsonAsync("/api/orders?status=cancelled")).GetProperty("items").EnumerateArray());
    }

    private static Task AllHaveEndedAsync(PortalProcess portal) => Until.TrueAsync(
        async () => (await portal.Api.GetJsonAsync("/api/orders?limit=1&status=placed")).GetProperty("items").GetArrayLength() == 0
            && (await portal.Api.GetJsonAsync("/api/orders?limit=1&status=billed")).GetProperty("items").GetArrayLength() == 0,
        () => "all orders have left placed and billed");

    private static void Report(string when, List<double> took)
    {
        took.Sort();
        Figures.Print($"POST /api/orders {when}, {took.Count} orders: p50 {took[took.Count / 2]:0.0} ms, p99 {took[(int)(took.Count * 0.99)]:0.0} ms, max {took[^1]:0.0} ms");
    }
}

file static class Placing
{
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(20);


    /// <summary>One order every 20 ms, as people would; answers with the milliseconds each took.</summary>
    public static async Task<List<double>> PlaceAllAsync(this PortalProcess portal, int count)
    {
        using var timer = new PeriodicTimer(_pace);
        var placing = new List<Task<double>>();
        for (var i = 0; i < count; i++)
        {
            placing.Add(PlaceAsync());
            await timer.WaitForNextTickAsync();
        }

        return [.. await Task.WhenAll(placing)];

        async Task<double> PlaceAsync()
        {
            var started = Stopwatch.GetTimestamp();
            await portal.PlaceOrderAsync("Prompt");
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }
}
