using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using E2E.Support;

namespace E2E.Api;

[Collection(typeof(The_portal_is_killed_during_200_orders))]
public sealed class The_portal_is_killed_during_200_orders
{
    private const int Orders = 200;
    private const int Quantity = 2;

    /// <summary>
    /// kill -9 while orders are placed and handled, twice, then a restart: every order ends, with one charge, one invoice and
    /// one label, and the stock is what it was less what is reserved. Who had no answer asks again with the same key: so there are
    /// exactly as many orders as were wanted, and who had one gets the same again.
    /// </summary>
    [Fact]
    public async Task Every_order_ends_once_and_the_stock_adds_up()
    {
        await using var portal = await PortalProcess.StartAsync();
        await Until.TrueAsync(
            async () => (await StockAsync(portal)).GetProperty("available").GetInt64() > 0, () => "there is stock");
        var onHand = (await StockAsync(portal)).GetProperty("onHand").GetInt64();
        await portal.SetPaymentsAsync(latencyMs: 50);

        var accepted = new ConcurrentDictionary<int, string>();
        for (var round = 0; round < 2; round++)
        {
            using var killAt = new SemaphoreSlim(0);
            var placing = PlaceUntilRefusedAsync(portal, accepted, Orders / 2 * (round + 1), count =>
            {
                if (count == 60 + (round * 80))
                    killAt.Release();
            });
            await killAt.WaitAsync(TestContext.Current.CancellationToken);
            await portal.KillAsync();
            await placing;
            await portal.StartAgainAsync();
        }

        var cutOff = Orders - accepted.Count;
        await Task.WhenAll(Enumerable.Range(1, Orders).Select(async number =>
        {
            var id = await PlaceAsync(portal, number);
            Assert.Equal(accepted.GetValueOrDefault(number, id), id);
        }));

        var orders = await WaitForAllAsync(portal);
        Assert.Equal(Orders, orders.Count);
        await AssertOnceEachAsync(portal, orders);

        var ready = orders.Count(o => o.Text("status") == "readyToShip");
        var stock = await StockAsync(portal);
        Assert.Equal(onHand, stock.GetProperty("onHand").GetInt64());
        Assert.Equal(ready * Quantity, stock.GetProperty("reserved").GetInt64());
        Figures.Print($"kill -9 twice during {orders.Count} orders: {ready} readyToShip, {orders.Count - ready} cancelled (declined), each once; {cutOff} had no answer and were asked for again with their keys");
    }

    private static string Customer(int number) => number % 10 == 0 ? "Declined" : "Survivor";

    private static string? Card(int number) => number % 10 == 0 ? "tok_0002" : null;

    private static Task<JsonElement> StockAsync(PortalProcess portal) => portal.Api.GetJsonAsync("/api/stock/MS-200");

    /// <summary>Places the orders up to this number from eight callers at once until the portal is gone.</summary>
    private static async Task PlaceUntilRefusedAsync(PortalProcess portal, ConcurrentDictionary<int, string> accepted, int most, Action<int> onAccepted)
    {
        var next = accepted.IsEmpty ? 0 : accepted.Keys.Max();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                int number;
                while ((number = Interlocked.Increment(ref next)) <= most)
                {
                    accepted[number] = await PlaceAsync(portal, number);
                    onAccepted(accepted.Count);
                }
            }
            catch (HttpRequestException)
            {
                // Killed.
            }
        }));
    }

    private static async Task<string> PlaceAsync(PortalProcess portal, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders")
        {
            Content = JsonContent.Create(new { customer = Customer(number), lines = new[] { new { sku = "MS-200", quantity = Quantity } }, card = Card(number) }),
        };
        request.Headers.Add("Idempotency-Key", $"order-{number}");
        using var response = await portal.Api.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
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
