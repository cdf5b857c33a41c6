using System.Net.Http.Json;
using System.Text.Json;

namespace Bench.Pages;

/// <summary>Every sort and filter that a page or REST offers, over what <see cref="SeededPortal"/> has put there.</summary>
internal static class Lists
{
    /// <summary>At the end of an address: the page ten thousand rows further on.</summary>
    public const string Far = " →";

    private static readonly string _long = new('a', 100);

    public static async Task<IReadOnlyList<string>> OfAsync(HttpClient api)
    {
        var oldest = await IdAsync(api, "/api/orders?sort=placed&limit=1");
        var newest = await IdAsync(api, "/api/orders?limit=100");
        var message = await IdAsync(api, "/api/messages?limit=100");
        var instance = await IdAsync(api, "/api/instances?limit=1");
        var letter = await IdAsync(api, "/api/dead-letters?limit=1");
        var past = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().AddMilliseconds(-500_000L * StockRows.EventEveryMs).ToString("O"));
        return
        [
            .. Orders, .. Products, .. DeadLetters, .. Groups,
            "/api/messages", "/api/messages" + Far, "/api/messages?type=sales.order-placed.v1", "/api/messages?type=sales.order-placed.v1" + Far,
            "/api/messages?type=no.such.type.v1", "/api/messages?to=2020-01-01T00:00:00Z", "/api/messages?correlation=" + newest, "/api/messages?correlation=" + oldest,
            "/api/messages/" + message,
            $"/api/orders/{newest}/journey", $"/api/orders/{oldest}/journey",
            .. Instances, $"/api/instances/{instance}/history", $"/api/instances/{instance}/schedules",
            .. Stock, $"/api/stock/{StockRows.Busy}", $"/api/stock/{StockRows.Busy}?at={past}", "/api/stock/SKU-0999999",
            $"/api/stock/{StockRows.Busy}/history", $"/api/stock/{StockRows.Busy}/history" + Far,
            "/api/queues", $"/api/queues/{WaitingRows.Queue}", $"/api/queues/{WaitingRows.Queue}/messages", $"/api/queues/{WaitingRows.Queue}/messages?limit=100&after=500000",
            "/api/topics",
            "/api/operations", "/api/operations" + Far, "/api/operations?state=completed", "/api/operations?state=running",
            $"/api/operations/{OperationRows.Large}/items", $"/api/operations/{OperationRows.Large}/items" + Far,
            $"/api/operations/{OperationRows.Large}/items?result=failed", $"/api/operations/{OperationRows.Large}/items?result=failedAgain",
            "/api/jobs", "/api/jobs?limit=500", "/api/jobs" + Far, $"/api/jobs/{SeededPortal.Job}/runs", $"/api/jobs/{SeededPortal.Job}/runs" + Far,
            "/api/dead-letters/" + letter,
        ];
    }

    private static IEnumerable<string> Orders =>
    [
        "/api/orders", "/api/orders" + Far, "/api/orders?limit=500", "/api/orders?status=readyToShip", "/api/orders?status=cancelled", "/api/orders?status=cancelled" + Far,
        "/api/orders?status=billed", "/api/orders?from=2026-01-01T00:00:00Z&to=2026-09-01T00:00:00Z",
        "/api/orders?customer=Customer%2042", "/api/orders?customer=Customer%2042" + Far, "/api/orders?customer=c", "/api/orders?customer=4", "/api/orders?customer=42&sort=-total",
        "/api/orders?customer=nobody-is-called-this", "/api/orders?customer=" + _long, "/api/orders?customer=%C3%A4", "/api/orders?text=0123", "/api/orders?text=cafe",
        "/api/orders?customer=1&status=cancelled&sort=-total", "/api/orders?customer=9&status=readyToShip&sort=updated",
        "/api/orders?sort=placed", "/api/orders?sort=-updated", "/api/orders?sort=updated" + Far, "/api/orders?sort=customer", "/api/orders?sort=-customer" + Far,
        "/api/orders?sort=-total", "/api/orders?sort=total" + Far, "/api/orders?status=cancelled&sort=-total",
        "/api/orders/counts", "/api/orders/counts?customer=Customer%2042", "/api/orders/counts?customer=c", "/api/orders/counts?customer=nobody-is-called-this",
        "/api/orders/counts?from=2026-01-01T00:00:00Z",
    ];

    private static IEnumerable<string> Products =>
    [
        "/api/products", "/api/products?limit=500", "/api/products" + Far, "/api/products?text=steel", "/api/products?text=123456", "/api/products?text=a",
        "/api/products?text=no-such-product", "/api/products?text=" + _long,
    ];

    private static IEnumerable<string> DeadLetters =>
    [
        "/api/dead-letters", "/api/dead-letters" + Far, "/api/dead-letters?limit=500", "/api/dead-letters?status=failed", "/api/dead-letters?status=archived",
        "/api/dead-letters?type=bench.work-7.v1", "/api/dead-letters?type=bench.work-7.v1" + Far, "/api/dead-letters?queue=billing", "/api/dead-letters?queue=billing" + Far,
        "/api/dead-letters?queue=billing&status=failed", "/api/dead-letters?exception=Portal.Billing.UnknownInvoiceException",
        "/api/dead-letters?from=2026-01-01T00:00:00Z&queue=sales", "/api/dead-letters?to=2020-01-01T00:00:00Z",
        .. Texts.Select(text => "/api/dead-letters?text=" + text),
        "/api/dead-letters?text=number" + Far, "/api/dead-letters?text=number&queue=billing", "/api/dead-letters?text=number&type=bench.work-7.v1&status=failed",
        "/api/dead-letters?text=number&status=archived", "/api/dead-letters?text=number&to=2026-01-01T00:00:00Z",
        "/api/dead-letters/counts", "/api/dead-letters/counts?queue=billing", "/api/dead-letters/counts?from=2026-01-01T00:30:00Z&to=2030-01-01T00:30:00Z",
        .. Texts.Select(text => "/api/dead-letters/counts?text=" + text), "/api/dead-letters/counts?text=number&queue=billing",
        "/api/dead-letters/facets",
    ];

    private static IEnumerable<string> Texts => ["number", "4711", "no-such-word-anywhere", "n", "no", "00", "bench%20work", "was%20not%20found%20number", _long];

    private static IEnumerable<string> Groups =>
    [
        "/api/dead-letters/groups", "/api/dead-letters/groups?limit=500", "/api/dead-letters/groups" + Far, "/api/dead-letters/groups?status=failed",
        "/api/dead-letters/groups?status=archived", "/api/dead-letters/groups?queue=billing", "/api/dead-letters/groups?type=bench.rare-0.v1",
        "/api/dead-letters/groups?queue=no-such-queue", "/api/dead-letters/groups?to=2020-01-01T00:00:00Z",
        .. Texts.Select(text => "/api/dead-letters/groups?text=" + text),
    ];

    private static IEnumerable<string> Instances =>
    [
        "/api/instances", "/api/instances" + Far, "/api/instances?limit=500", "/api/instances?sort=launched", "/api/instances?sort=name", "/api/instances?sort=-name" + Far,
        "/api/instances?sort=state", "/api/instances?sort=-state" + Far, "/api/instances?sort=uptime", "/api/instances?sort=-uptime", "/api/instances?sort=-uptime" + Far,
        "/api/instances?state=running", "/api/instances?state=terminated", "/api/instances?state=stopped&sort=name", "/api/instances?state=terminated&sort=-uptime",
        "/api/instances?text=worker-4711", "/api/instances?text=w", "/api/instances?text=i-0000", "/api/instances?text=no-such-instance",
        "/api/instances?text=no-such-instance&state=terminated&sort=-name", "/api/instances?text=no-such-instance&sort=state", "/api/instances?text=no-such-instance&sort=uptime",
        "/api/instances?text=" + _long,
    ];

    private static IEnumerable<string> Stock =>
    [
        "/api/stock", "/api/stock" + Far, "/api/stock?limit=500", "/api/stock?sort=-sku", "/api/stock?sort=name", "/api/stock?sort=-name" + Far, "/api/stock?sort=onHand",
        "/api/stock?sort=-onHand" + Far, "/api/stock?sort=available", "/api/stock?sort=-available" + Far, "/api/stock?low=true", "/api/stock?low=true" + Far,
        "/api/stock?text=steel", "/api/stock?text=steel&sort=-available", "/api/stock?text=a", "/api/stock?text=123456", "/api/stock?text=123456&low=true",
        "/api/stock?text=no-such-part", "/api/stock?text=no-such-part&sort=-onHand", "/api/stock?text=no-such-part&low=true", "/api/stock?text=" + _long,
    ];

    private static async Task<string> IdAsync(HttpClient api, string path) =>
        (await api.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray().Last().GetProperty("id").GetString()!;
}
