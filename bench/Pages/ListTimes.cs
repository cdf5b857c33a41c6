using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bench.Pages;

/// <summary>How long each list's answer takes over REST, which asks the same gateways as the pages.</summary>
internal static class ListTimes
{
    private const int Asked = 20;

    /// <summary>Every sort and filter that a page offers; <c>{next}</c> goes to a page in the middle, as following the links would.</summary>
    private static readonly string[] _lists =
    [
        "/api/orders",
        "/api/orders?limit=500",
        "/api/orders?status=readyToShip",
        "/api/orders?status=cancelled",
        "/api/orders?customer=Customer%2042",
        "/api/orders?customer=nobody-is-called-this",
        "/api/orders?sort=placed",
        "/api/orders?sort=-changed",
        "/api/orders?sort=customer",
        "/api/orders?sort=-total",
        "/api/orders/counts",
        "/api/dead-letters",
        "/api/dead-letters?status=failed",
        "/api/dead-letters?type=bench.work-7.v1",
        "/api/dead-letters?queue=billing",
        "/api/dead-letters?exception=Portal.Billing.UnknownInvoiceException",
        "/api/dead-letters?text=number",
        "/api/dead-letters?text=4711",
        "/api/dead-letters?text=no-such-word-anywhere",
        "/api/dead-letters/counts",
        "/api/dead-letters/groups",
        "/api/dead-letters/facets",
        "/api/messages",
        "/api/messages?type=sales.order-placed.v1",
        "/api/messages?type=no.such.type.v1",
        "/api/queues",
        "/api/operations",
        "/api/instances",
        "/api/stock/KB-100/history",
    ];

    public static async Task<JsonObject> RunAsync(HttpClient api)
    {
        var results = new JsonObject();
        Console.WriteLine($"{"list, answer over REST",-58} {"p50 ms",8} {"max ms",8}");
        foreach (var list in _lists.SelectMany(WithNext))
        {
            if (await TimeAsync(api, list) is not { } times)
            {
                Console.WriteLine($"{list,-58} {"-",8}");
                continue;
            }

            Console.WriteLine($"{list,-58} {times.Percentile(50),8:0.0} {times.Percentile(100),8:0.0}");
            results[list] = new JsonObject { ["p50Ms"] = Math.Round(times.Percentile(50), 1), ["maxMs"] = Math.Round(times.Percentile(100), 1) };
        }

        return results;
    }

    /// <summary>How many items a page has.</summary>
    public static async Task<int> ItemsAsync(HttpClient api, string path) =>
        (await api.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").GetArrayLength();

    /// <summary>The sum of all numbers of an answer; null where there is no such address.</summary>
    public static async Task<long?> CountAsync(HttpClient api, string path)
    {
        using var response = await api.GetAsync(path);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return null;
        response.EnsureSuccessStatusCode();
        return Sum(await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static IEnumerable<string> WithNext(string list) => list is "/api/orders" or "/api/dead-letters" or "/api/messages" ? [list, list + " →"] : [list];

    private static async Task<Times?> TimeAsync(HttpClient api, string list)
    {
        var path = list;
        if (list.EndsWith('→'))
            path = await FarAsync(api, list.TrimEnd('→', ' '));
        var times = new Times(Asked);
        for (var i = -2; i < Asked; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            using var response = await api.GetAsync(path);
            if (!response.IsSuccessStatusCode)
                return null;
            await response.Content.ReadAsByteArrayAsync();
            if (i >= 0)
                times.Add(TimeProvider.System.GetTimestamp() - start); // the first two compile and open what the others use
        }

        return times;
    }

    /// <summary>The page after ten thousand rows.</summary>
    private static async Task<string> FarAsync(HttpClient api, string path)
    {
        string? after = null;
        for (var i = 0; i < 20; i++)
        {
            using var response = await api.GetAsync($"{path}?limit=500{(after is null ? null : "&after=" + Uri.EscapeDataString(after))}");
            if (!response.IsSuccessStatusCode)
                return path;
            var page = await response.Content.ReadFromJsonAsync<JsonElement>();
            if (page.GetProperty("next").GetString() is not { } next)
                break;
            after = next;
        }

        return after is null ? path : $"{path}?after={Uri.EscapeDataString(after)}";
    }

    private static long Sum(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetInt64(),
        JsonValueKind.Object => element.EnumerateObject().Sum(property => Sum(property.Value)),
        _ => 0,
    };
}
