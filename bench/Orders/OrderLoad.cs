using System.Net.Http.Json;
using Messaging;

namespace Bench.Orders;

/// <summary>
/// Keeps a fixed number of orders under way: places one for each that became ready, and looks for those in the portal's
/// database, where a look costs the portal nothing. Or, with a rate, places so many a second, if the portal can take them.
/// </summary>
internal sealed class OrderLoad : IDisposable
{
    private const int UnderWay = 256;
    private const int Callers = 32;
    private const int ReadyToShip = 2;
    private static readonly string[] _skus = ["KB-100", "MS-200", "MN-270", "HB-400", "HS-300", "LP-900"];
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _drainTime = TimeSpan.FromSeconds(60);

    private readonly PortalUnderTest _portal;
    private readonly int _rate;
    private readonly SqliteConnection _sales;
    private readonly SqliteStatement _countReady;
    private int _next;

    /// <param name="portal">Where to place orders.</param>
    /// <param name="rate">Orders a second; 0 for as many as the portal can take.</param>
    public OrderLoad(PortalUnderTest portal, int rate)
    {
        _portal = portal;
        _rate = rate;
        _sales = SqliteConnection.Open(Path.Combine(portal.DataDirectory, "sales.db"), readOnly: true);
        _countReady = _sales.Prepare("SELECT COUNT(*) FROM \"order\" WHERE Status = ? AND PlacedAt >= ?");
    }

    /// <summary>Enough of everything for every order of the run.</summary>
    public async Task StockUpAsync()
    {
        foreach (var sku in _skus)
            (await _portal.Api.PostAsJsonAsync($"/api/stock/{sku}/receipts", new { quantity = 1_000_000 })).EnsureSuccessStatusCode();
    }

    /// <summary>Places orders for so long, then waits until all are ready.</summary>
    public async Task<OrderRound> RunAsync(TimeSpan time)
    {
        using var places = new SemaphoreSlim(UnderWay, UnderWay);
        var times = new List<double>();
        _next = 0;
        var since = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var cpu = _portal.Cpu;
        var start = TimeProvider.System.GetTimestamp();
        var placing = Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => PlaceAsync(places, start, time, times))));
        var ready = 0;
        while (!placing.IsCompleted || ready < times.Count)
        {
            await Task.Delay(_pause, TimeProvider.System);
            if (placing.IsFaulted)
                await placing;
            var now = CountReady(since);
            if (now > ready)
                places.Release(now - ready);
            ready = now;
            if (TimeProvider.System.GetElapsedTime(start) > time + _drainTime)
                throw new TimeoutException($"Only {ready} of {times.Count} orders became ready.");
        }

        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        return new OrderRound(ready, ready / seconds, (_portal.Cpu - cpu).TotalMilliseconds / ready, Median.Of(times));
    }

    public void Dispose() => _sales.Dispose();

    private async Task PlaceAsync(SemaphoreSlim places, long start, TimeSpan time, List<double> times)
    {
        while (TimeProvider.System.GetElapsedTime(start) < time)
        {
            await places.WaitAsync();
            var number = Interlocked.Increment(ref _next);
            var sku = _skus[number % _skus.Length];
            if (_rate > 0 && TimeSpan.FromSeconds((double)number / _rate) - TimeProvider.System.GetElapsedTime(start) is { Ticks: > 0 } early)
                await Task.Delay(early, TimeProvider.System);
            var asked = TimeProvider.System.GetTimestamp();
            using var answer = await _portal.Api.PostAsJsonAsync("/api/orders", new { customer = "Bench", lines = new[] { new { sku, quantity = 1 } } });
            answer.EnsureSuccessStatusCode();
            lock (times)
                times.Add(TimeProvider.System.GetElapsedTime(asked).TotalMilliseconds);
        }
    }

    private int CountReady(long since)
    {
        _countReady.Bind(1, ReadyToShip).Bind(2, since);
        _countReady.Step();
        var count = _countReady.Int32(0);
        _countReady.Reset(); // ends the read: one that is left open would hold up the portal's checkpoints
        return count;
    }
}
