using System.Text.Json;
using E2E.Support;

namespace E2E.Api;

public sealed class The_portal_is_killed_during_200_orders
{
    private const int Orders = 200;
    private const int Quantity = 2;

    /// <summary>
    /// kill -9 while orders are placed and handled, twice, then a restart: every order ends, with one charge, one invoice and
    /// one label, and the stock is what it was less what is reserved.
    /// </summary>
    [Fact]
    public async Task Every_order_ends_once_and_the_stock_adds_up()
    {
        await using var portal = await PortalProcess.StartAsync();
        await Until.TrueAsync(
            async () => (await StockAsync(portal)).GetProperty("available").GetInt64() > 0, TimeSpan.FromSeconds(20), () => "there is stock");
        var onHand = (await StockAsync(portal)).GetProperty("onHand").GetInt64();
        await portal.SetPaymentsAsync(latencyMs: 50);

        var accepted = 0;
        for (var round = 0; round < 2; round++)
        {
            using var killAt = new SemaphoreSlim(0);
            var placing = PlaceUntilRefusedAsync(portal, (Orders / 2) - (round * 20), count =>
            {
                if (count == 60)
                    killAt.Release();
            });
            await killAt.WaitAsync(TestContext.Current.CancellationToken);
            await portal.KillAsync();
            accepted += await placing;
            await portal.StartAgainAsync();
        }

        while (accepted < Orders)
        {
            await portal.PlaceOrderAsync(Customer(accepted), "MS-200", Quantity, Card(accepted));
            accepted++;
        }

        var orders = await WaitForAllAsync(portal);
        Assert.True(orders.Count >= Orders, $"{Orders} were accepted, {orders.Count} are there"); // one cut off in mid-answer may be there, too
        await AssertOnceEachAsync(portal, orders);

        var ready = orders.Count(o => o.Text("status") == "readyToShip");
        var stock = await StockAsync(portal);
        Assert.Equal(onHand, stock.GetProperty("onHand").GetInt64());
        Assert.Equal(ready * Quantity, stock.GetProperty("reserved").GetInt64());
        Figures.Print($"kill -9 twice during {orders.Count} orders: {ready} readyToShip, {orders.Count - ready} cancelled (declined), each once");
    }

    private static string Customer(int number) => number % 10 == 0 ? "Declined" : "Survivor";

    private static string? Card(int number) => number % 10 == 0 ? "tok_0002" : null;

    private static Task<JsonElement> StockAsync(PortalProcess portal) => portal.Api.GetJsonAsync("/api/stock/MS-200");

    /// <summary>Places orders from eight callers at once until the portal is gone; answers with how many were accepted.</summary>
    private static async Task<int> PlaceUntilRefusedAsync(PortalProcess portal, int most, Action<int> onAccepted)
    {
        var next = 0;
        var accepted = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                int number;
                while ((number = Interlocked.Increment(ref next)) <= most)
                {
                    await portal.PlaceOrderAsync(Customer(number), "MS-200", Quantity, Card(number));
                    onAccepted(Interlocked.Increment(ref accepted));
                }
            }
            catch (HttpRequestException)
            {
                // Killed.
            }
        }));
        return accepted;
    }

    private static async Task<List<JsonElement>> WaitForAllAsync(PortalProcess portal)
    {
        List<JsonElement> orders = [];
        await Until.TrueAsync(
            async () =>
            {
                orders = [.. (await portal.Api.GetJsonAsync("/api/orders?limit=500")).GetProperty("items").EnumerateArray()];
                return orders.All(o => o.Text("status") is "readyToShip" or "cancelled");
            },
            TimeSpan.FromSeconds(90),
            () => "all orders have ended; " + string.Join(", ", orders.CountBy(o => o.Text("status"))));
        return orders;
    }

    private static async Task AssertOnceEachAsync(PortalProcess portal, List<JsonElement> orders)
    {
        var charges = await ReferencesAsync(portal, "/api/sandbox/payments/charges", charge => charge.Text("status") == "succeeded");
        var labels = await ReferencesAsync(portal, "/api/sandbox/carriers/labels", _ => true);
        var ready = orders.Where(o => o.Text("status") == "readyToShip").ToList();
        foreach (var order in orders)
        {
            var expected = order.Text("status") == "readyToShip" ? 1 : 0;
            Assert.Equal(expected, charges[order.Text("id")].Count());
            Assert.Equal(expected, labels[order.Text("id")].Count());
            Assert.Equal(order.Text("customer") == "Declined", expected == 0);
        }

        Assert.Equal(ready.Count, ready.Select(o => o.Text("invoiceNumber")).Distinct().Count());
        Assert.Equal(ready.Count, ready.Select(o => o.Text("trackingNumber")).Distinct().Count());
        Assert.All((await portal.Api.GetJsonAsync("/api/queues")).GetProperty("items").EnumerateArray(), q => Assert.Equal(0, q.GetProperty("deadLettered").GetInt64()));
    }

    private static async Task<ILookup<string, string>> ReferencesAsync(PortalProcess portal, string path, Func<JsonElement, bool> wanted) =>
        (await portal.Api.GetJsonAsync(path)).GetProperty("items").EnumerateArray().Where(wanted)
            .Select(i => i.Text("reference")).ToLookup(reference => reference, StringComparer.Ordinal);
}
