using System.Text.Json;
using E2E.Support;

namespace E2E.Guide;

/// <summary>
/// What the pictures show: a shop with a normal day behind it. Orders in every state, a message that was retried, failures with
/// three causes, an operation that its canary stopped. Made over REST, as other programs would.
/// </summary>
internal sealed class Scene(PortalProcess portal)
{
    private const string Invoice = "accounting.invoice-issued.v1";
    private const string Refund = "billing.refund-order.v1";

    /// <summary>An order that was charged at the third attempt.</summary>
    public string RetriedOrder { get; private set; } = "";

    public string Instance { get; private set; } = "";

    /// <summary>The replay that stopped by itself.</summary>
    public string StoppedOperation { get; private set; } = "";

    /// <summary>A dead letter with an exception and a JSON body.</summary>
    public string FailedRefund { get; private set; } = "";

    /// <summary>The charge of <see cref="RetriedOrder"/>.</summary>
    public string RetriedMessage { get; private set; } = "";

    public async Task BuildAsync()
    {
        await InstancesAsync();
        await OutageAsync();
        await OrdersAsync();
        await StockAsync();
        await MailAsync();
        await AccountingAsync();
        await NewslettersAsync();
    }

    private async Task InstancesAsync()
    {
        foreach (var name in (string[])["search-1", "reports-1"])
            await portal.Api.PostJsonAsync("/api/instances", new { name });
        var instances = new Dictionary<string, string>();
        await Until.TrueAsync(
            async () =>
            {
                var items = (await portal.Api.GetJsonAsync("/api/instances")).GetProperty("items").EnumerateArray().ToList();
                instances = items.ToDictionary(i => i.Text("name"), i => i.Text("id"));
                return items.Count == 4 && items.All(i => i.Text("state") == "running");
            },
            () => "four instances run");
        Instance = instances["web-1"];
        await portal.Api.PutJsonAsync($"/api/instances/{Instance}/protection", new { @protected = true });
        foreach (var (id, action, cron) in (IEnumerable<(string, string, string)>)[("evening", "stop", "0 19 * * 1-5"), ("morning", "start", "0 7 * * 1-5")])
            await portal.Api.PutJsonAsync($"/api/instances/{Instance}/schedules/{id}", new { action, cron, timeZone = "Europe/Berlin" });
        await portal.Api.PostJsonAsync($"/api/instances/{instances["reports-1"]}/stop", new { });
    }

    /// <summary>The payment gateway is down: an order waits for it, and refunds that come too early fail.</summary>
    private async Task OutageAsync()
    {
        await portal.SetPaymentsAsync(down: true);
        await portal.Api.PutJsonAsync("/api/queues/billing", new { maxDeliveryAttempts = 1 });
        RetriedOrder = await portal.PlaceOrderAsync("Nordlicht Optik", "MN-270", 2, "tok_visa4242");
        for (var i = 0; i < 4; i++)
        {
            var early = i == 0 ? RetriedOrder : await portal.PlaceOrderAsync($"Hafen & Söhne {i}", "HS-300", i);
            await FailedMessages.SendAsync(portal, "billing", Refund, $$"""{"orderId": "{{early}}", "reason": "Returned by the customer"}""", ("X-Tenant", "north"));
        }

        await CountAsync($"type={Refund}&status=failed", 4);
        await Until.TrueAsync(
            async () => (await JourneyAsync()).Any(m => m.GetProperty("deliveries").EnumerateArray().Any(d => d.GetProperty("attempts").GetArrayLength() >= 3)),
            () => "the charge was tried three times");
        await portal.Api.PutJsonAsync("/api/queues/billing", new { maxDeliveryAttempts = 10 });
        await portal.SetPaymentsAsync();
        FailedRefund = (await portal.Api.GetJsonAsync($"/api/dead-letters?type={Refund}")).GetProperty("items")[0].Text("id");
        await portal.WaitForStatusAsync(RetriedOrder, "readyToShip");
        RetriedMessage = (await JourneyAsync()).First(m => m.Text("type") == "sales.order-placed.v1").Text("id");
    }

    private async Task OrdersAsync()
    {
        var placed = new List<string>();
        foreach (var (customer, sku, quantity, card) in (IEnumerable<(string, string, int, string?)>)
        [
            ("Bäckerei Lindner", "KB-100", 3, null), ("Ada Lovelace", "LP-900", 1, "tok_mc5100"), ("Studio Brandt", "MN-270", 4, null),
            ("Weber & Partner", "HB-400", 12, "tok_visa4242"), ("Grace Hopper", "MS-200", 2, null), ("Karg Logistik", "HS-300", 6, "tok_mc5100"),
            ("Praxis Sommer", "KB-100", 2, null), ("Edsger Dijkstra", "LP-900", 1, null),
        ])
        {
            placed.Add(await portal.PlaceOrderAsync(customer, sku, quantity, card));
        }

        foreach (var id in placed)
            await portal.WaitForStatusAsync(id, "readyToShip");
        await portal.WaitForStatusAsync(await portal.PlaceOrderAsync("Mallory", "MN-270", 1, "tok_0002"), "cancelled");
        await portal.Api.PutJsonAsync("/api/sandbox/carriers", new { latencyMs = 0, failureRate = 0, down = true });
        foreach (var customer in (string[])["Zimmerei Hauk", "Alan Turing"])
            await portal.WaitForStatusAsync(await portal.PlaceOrderAsync(customer, "MS-200", 5), "billed");
    }

    private async Task StockAsync()
    {
        await portal.Api.PostJsonAsync("/api/stock/MN-270/receipts", new { quantity = 60, reason = "Delivery 4711" });
        await portal.Api.PostJsonAsync("/api/stock/MN-270/adjustments", new { quantity = -2, reason = "Stocktaking" });
        var left = (await portal.Api.GetJsonAsync("/api/stock/LP-900")).GetProperty("available").GetInt32();
        await portal.Api.PostJsonAsync("/api/stock/LP-900/adjustments", new { quantity = 4 - left, reason = "Stocktaking" });
    }

    /// <summary>Mail is held back: its messages wait, two of them until tomorrow.</summary>
    private async Task MailAsync()
    {
        await portal.Api.PutJsonAsync("/api/queues/mail", new { maxDeliveryAttempts = 5 });
        for (var i = 1; i <= 12; i++)
        {
            await FailedMessages.SendAsync(
                portal, "mail", "mail.confirmation.v1", $$"""{"to": "customer-{{i}}@example.org", "template": "confirmation"}""",
                i > 10 ? [("Delay", "86400")] : []);
        }

        (await portal.Api.PostAsync("/api/queues/mail/pause", null)).EnsureSuccessStatusCode();
    }

    /// <summary>A closed month: replayed with a canary, which stopped when failures came back.</summary>
    private async Task AccountingAsync()
    {
        const string queue = "accounting";
        const string reason = "The period 2026-10 is closed";
        await portal.Api.PutJsonAsync("/api/queues/" + queue, new { maxDeliveryAttempts = 1 });
        for (var i = 1; i <= 24; i++)
            await FailedMessages.SendAsync(portal, queue, Invoice, $$"""{"invoice": "R-{{1000 + i}}", "period": "2026-10", "net": {{80 + (7 * i)}}.50, "currency": "EUR"}""");
        await GiveUpAsync(queue, 24, reason);
        StoppedOperation = (await portal.StartOperationAsync("replay", new { filter = new { queue }, canary = true })).Text("id");
        await portal.HandleWhatIsThereAsync(queue, 1);
        await GiveUpAsync(queue, 3, reason);
        await portal.WaitForOperationAsync(StoppedOperation, o => o.Text("state") == "stopped");
        await portal.HandleWhatIsThereAsync(queue, 7);
        var group = (await portal.Api.GetJsonAsync("/api/dead-letters/groups?queue=" + queue)).GetProperty("items")[0].Text("id");
        await portal.Api.PutJsonAsync($"/api/dead-letters/groups/{group}/note", new { note = "Bookkeeping opens October again on Monday: replay then.", owner = "Mira" });
    }

    private async Task NewslettersAsync()
    {
        await portal.Api.PutJsonAsync("/api/queues/newsletter", new { maxDeliveryAttempts = 1 });
        for (var i = 1; i <= 6; i++)
            await FailedMessages.SendAsync(portal, "newsletter", "newsletter.sent.v1", $$"""{"to": "reader-{{i}}@example.org"}""");
        await GiveUpAsync("newsletter", 6, "The mailbox does not exist");
        var archive = await portal.StartOperationAsync("archive", new { filter = new { queue = "newsletter" } });
        await portal.WaitForOperationAsync(archive.Text("id"), o => o.Text("state") == "completed");
        await portal.Api.DeleteAsync("/api/queues/newsletter");
        await Messages.SendAsync(portal, "warehouse", "billing.order-billed.v1", "{\"orderId\": 17");
        await CountAsync("queue=warehouse", 1);
    }

    private async Task GiveUpAsync(string queue, int count, string reason)
    {
        for (var given = 0; given < count;)
        {
            var received = await portal.Api.PostJsonAsync($"/api/queues/{queue}/receive?max={count - given}&wait=10", new { });
            foreach (var token in received.EnumerateArray().Select(delivery => delivery.Text("leaseToken")))
            {
                await portal.Api.PostJsonAsync($"/api/leases/{token}/dead-letter", new { reason });
                given++;
            }
        }

        await CountAsync($"queue={queue}&status=failed", count);
    }

    private Task CountAsync(string query, int atLeast) => Until.TrueAsync(
        async () => (await portal.Api.GetJsonAsync("/api/dead-letters?" + query)).GetProperty("items").GetArrayLength() >= atLeast,
        () => $"there are {atLeast} dead letters with {query}");

    private async Task<List<JsonElement>> JourneyAsync() =>
        [.. (await portal.Api.GetJsonAsync($"/api/orders/{RetriedOrder}/journey")).GetProperty("messages").EnumerateArray()];
}
