using Portal.Warehouse;
using Portal.Warehouse.Data;
using Unit.Portal.Support;

namespace Unit.Portal.Warehouse;

public class When_a_stream_is_long
{
    private const int Events = (3 * StockSnapshot.Every) + 17;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_past_time_and_every_curve_is_that_of_the_events()
    {
        var time = new SettableTime();
        var start = time.Now;
        await using var database = await ServiceDatabase<WarehouseDbContext>.OpenAsync(time);
        var desk = new StockDesk(database.Store, time);
        for (var i = 0; i < Events; i += 10)
        {
            // Ten events of the same moment; and once the clock is set back.
            time.Now = start + TimeSpan.FromSeconds(i == 2000 ? 1500 : i);
            await database.Store.WriteAsync(
                work =>
                {
                    for (var n = 0; n < 10; n++)
                        work.Append("KB", StockEventKind.Received, 1, null, null);
                    return true;
                },
                Token);
        }

        foreach (var i in new[] { 0, 10, 990, 1000, 1010, 1490, 1500, 1990, 2010, 2999, 3000, 3010 })
        {
            var at = start + TimeSpan.FromSeconds(i);
            var known = (i / 10 * 10) + 10;
            if (i == 1990)
                known += 10; // those booked when the clock was set back count from the moment it had been
            Assert.Equal(known, (await desk.FindAsync("KB", at, Token))!.OnHand);
        }

        DateTimeOffset[] times = [.. Enumerable.Range(0, 60).Select(i => start + TimeSpan.FromSeconds(i * 50))];
        var curve = await database.Store.ReadAsync(db => PastStock.CurveAsync(db, "KB", times, Token), Token);
        var few = await database.Store.ReadAsync(db => PastStock.CurveAsync(db, "KB", times[10..20], Token), Token);
        foreach (var point in curve)
            Assert.Equal((await desk.FindAsync("KB", point.At, Token))!.OnHand, point.OnHand);
        Assert.Equal(curve.Skip(10).Take(10), few);
    }

    [Fact]
    public async Task The_history_is_paged_newest_first_too()
    {
        await using var database = await ServiceDatabase<WarehouseDbContext>.OpenAsync();
        var desk = new StockDesk(database.Store, TimeProvider.System);
        for (var i = 1; i <= 5; i++)
            await database.Store.WriteAsync(work => work.Append("KB", StockEventKind.Received, i, null, null, "ann"), Token);
        var first = (await desk.HistoryAsync("KB", new(2), Token, newestFirst: true)).Value!;
        var second = (await desk.HistoryAsync("KB", new(5, first.Next), Token, newestFirst: true)).Value!;
        Assert.Equal([5, 4, 3, 2, 1], first.Items.Concat(second.Items).Select(e => e.Quantity));
        Assert.All(first.Items, e => Assert.Equal("ann", e.By));
        Assert.Null(second.Next);
    }
}
