using System.Net.Http.Json;

namespace Bench.Pages;

/// <summary>So many orders a second, evenly, one in twenty under a name that tells the time it was placed.</summary>
internal sealed class SteadyOrders(HttpClient api, int perSecond)
{
    private const int OneSampledIn = 20;
    private static readonly string[] _skus = ["KB-100", "MS-200", "MN-270", "HB-400", "HS-300", "LP-900"];
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(20);

    public async Task StockUpAsync()
    {
        foreach (var sku in _skus)
            (await api.PostAsJsonAsync($"/api/stock/{sku}/receipts", new { quantity = 1_000_000 })).EnsureSuccessStatusCode();
    }

    /// <summary>Answers with how many were accepted; all of them, if the portal keeps up.</summary>
    public async Task<int> RunAsync(TimeSpan time)
    {
        using var timer = new PeriodicTimer(_tick, TimeProvider.System);
        var start = TimeProvider.System.GetTimestamp();
        var placing = new List<Task>();
        while (TimeProvider.System.GetElapsedTime(start) is var elapsed && elapsed < time)
        {
            while (placing.Count < elapsed.TotalSeconds * perSecond)
                placing.Add(PlaceAsync(placing.Count));
            await timer.WaitForNextTickAsync();
        }

        await Task.WhenAll(placing);
        return placing.Count;
    }

    private async Task PlaceAsync(int number)
    {
        var customer = number % OneSampledIn == 0 ? Sightings.NameAt(TimeProvider.System) : "Bench";
        using var answer = await api.PostAsJsonAsync("/api/orders", new { customer, lines = new[] { new { sku = _skus[number % _skus.Length], quantity = 1 } } });
        answer.EnsureSuccessStatusCode();
    }
}
