using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bench.Pages;

/// <summary>How long each list's answer takes over REST, which asks the same gateways as the pages.</summary>
internal static class ListTimes
{
    private const int Asked = 10;
    private const int AskedAtLeast = 4;
    private const int PageLimit = 500;
    private const int Pages = 20;
    private const double TargetMs = 300;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    public static async Task<JsonObject> RunAsync(HttpClient api)
    {
        var results = new JsonObject();
        Console.WriteLine($"{"list, answer over REST",-58} {"p50 ms",8} {"max ms",8}");
        foreach (var list in await Lists.OfAsync(api))
        {
            if (await TimeAsync(api, list) is not { } times)
            {
                Console.WriteLine($"{list,-58} {"-",8}");
                continue;
            }

            Console.WriteLine($"{list,-58} {times.Percentile(50),8:0.0} {times.Percentile(100),8:0.0}{(times.Percentile(100) > TargetMs ? "  over 300 ms" : null)}");
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

    private static async Task<Times?> TimeAsync(HttpClient api, string list)
    {
        var path = list;
        if (list.EndsWith(Lists.Far, StringComparison.Ordinal))
            path = await FarAsync(api, list[..^Lists.Far.Length]);
        var times = new Times(Asked);
        var began = TimeProvider.System.GetTimestamp();
        for (var i = -2; i < Asked && (i < AskedAtLeast || TimeProvider.System.GetElapsedTime(began) < _patience); i++)
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
        for (var i = 0; i < Pages; i++)
        {
            using var response = await api.GetAsync(With(path, $"limit={PageLimit}" + (after is null ? null : "&after=" + Uri.EscapeDataString(after))));
            response.EnsureSuccessStatusCode();
            var page = await response.Content.ReadFromJsonAsync<JsonElement>();
            if (page.GetProperty("next").GetString() is not { } next)
                break;
            after = next;
        }

        return after is null ? path : With(path, "after=" + Uri.EscapeDataString(after));
    }

    private static string With(string path, string query) => path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;

    private static long Sum(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetInt64(),
        JsonValueKind.Object => element.EnumerateObject().Sum(property => Sum(property.Value)),
        _ => 0,
    };
}
