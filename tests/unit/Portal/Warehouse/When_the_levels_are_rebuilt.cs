using Microsoft.EntityFrameworkCore;
using Portal.Client.Stock;
using Portal.Warehouse;
using Portal.Warehouse.Data;
using Portal.Warehouse.Rebuilding;
using Unit.Portal.Support;

namespace Unit.Portal.Warehouse;

public sealed class When_the_levels_are_rebuilt : IAsyncLifetime
{
    private const int Events = (2 * RebuildSteps.Batch) + 300;

    private ServiceDatabase<WarehouseDbContext> _database = null!;
    private StockRebuilds _rebuilds = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await ServiceDatabase<WarehouseDbContext>.OpenAsync();
        _rebuilds = new StockRebuilds(_database.Store);
        await _database.Store.WriteAsync(
            work =>
            {
                for (var i = 0; i < Events; i++)
                    work.Append($"SKU-{i % 3}", StockEventKind.Received, 1 + (i % 7), null, null);
                work.Db.Products.Add(new StockedProduct { Sku = "NEVER", Name = "Never stocked" });
                work.AddEmptyLevel("NEVER");
                return true;
            },
            Token);
    }

    public async ValueTask DisposeAsync()
    {
        _rebuilds.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_level_serves_until_the_end_and_is_right_then()
    {
        var right = await LevelsAsync();
        await SpoilAsync();
        var spoilt = await LevelsAsync();
        await _rebuilds.StartAsync("ann", Token);
        var steps = new RebuildSteps(_database.Store);
        RebuildView progress;
        do
        {
            Assert.Equal(spoilt, await LevelsAsync());
            Assert.True(await steps.NextAsync(Token));
            progress = (await _rebuilds.NewestAsync(Token))!;
        }
        while (progress.State is RebuildState.Running);

        Assert.Equal(right, await LevelsAsync());
        Assert.Equal((Events, Events, 1L, 100), (progress.Done, progress.Total, progress.Differences, progress.Percent));
        Assert.Equal("ann", progress.StartedBy);
        while (await steps.NextAsync(Token))
            continue; // what served before is removed
        Assert.Equal(right.Count, await _database.Store.ReadAsync(db => db.StockLevels.CountAsync(Token), Token));
        Assert.Equal(Events / StockSnapshot.Every / 3 * 3, await _database.Store.ReadAsync(db => db.StockSnapshots.CountAsync(Token), Token));
    }

    [Fact]
    public async Task It_goes_on_where_it_was_when_it_is_broken_off_after_any_step_and_takes_in_what_comes_meanwhile()
    {
        await _rebuilds.StartAsync("ann", Token);
        var came = 0;
        while ((await _rebuilds.NewestAsync(Token))!.State is RebuildState.Running)
        {
            // A start after a kill knows nothing but the database.
            await new RebuildSteps(_database.Store).NextAsync(Token);
            await _database.Store.WriteAsync(work => work.Append("SKU-1", StockEventKind.Reserved, 1, "o", null), Token);
            await _database.Store.WriteAsync(work => work.Append($"NEW-{++came}", StockEventKind.Received, 5, null, null), Token);
        }

        Assert.True(came > 3);
        await AssertLevelsAreThoseOfTheEventsAsync();
    }

    [Fact]
    public async Task A_second_one_is_refused_while_one_is_running()
    {
        await _rebuilds.StartAsync("ann", Token);
        Assert.Equal(409, (await _rebuilds.StartAsync("bob", Token)).Problem?.Status);
    }

    [Fact]
    public async Task Past_times_are_right_afterwards()
    {
        var desk = new StockDesk(_database.Store, TimeProvider.System);
        await _rebuilds.StartAsync("ann", Token);
        var steps = new RebuildSteps(_database.Store);
        while (await steps.NextAsync(Token))
            continue;
        var now = (await desk.FindAsync("SKU-0", null, Token))!;
        var past = (await desk.FindAsync("SKU-0", TimeProvider.System.GetUtcNow(), Token))!;
        Assert.Equal((now.OnHand, now.Reserved), (past.OnHand, past.Reserved));
    }

    private Task<bool> SpoilAsync() => _database.Store.WriteAsync(
        work =>
        {
            var level = work.FindLevel("SKU-1")!;
            level.OnHand += 13;
            work.Save(level);
            return true;
        },
        Token);

    private Task<List<(string, long, long)>> LevelsAsync() => _database.Store.ReadAsync(
        async db => (await db.ServingLevels.AsNoTracking().OrderBy(l => l.Sku).ToListAsync(Token))
            .ConvertAll(l => (l.Sku, l.OnHand, l.Reserved)),
        Token);

    private async Task AssertLevelsAreThoseOfTheEventsAsync()
    {
        var events = await _database.Store.ReadAsync(db => db.StockEvents.AsNoTracking().OrderBy(e => e.Id).ToListAsync(Token), Token);
        var expected = new SortedDictionary<string, StockLevel>(StringComparer.Ordinal) { ["NEVER"] = new() { Sku = "NEVER" } };
        foreach (var stored in events)
        {
            if (!expected.TryGetValue(stored.Sku, out var level))
                expected[stored.Sku] = level = new StockLevel { Sku = stored.Sku };
            level.Apply(stored.Kind, stored.Quantity);
        }

        Assert.Equal(expected.Values.Select(l => (l.Sku, l.OnHand, l.Reserved)), await LevelsAsync());
    }
}
