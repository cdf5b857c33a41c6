using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using Portal.Warehouse;
using Portal.Warehouse.Data;
using Unit.Portal.Support;

namespace Unit.Portal.Warehouse;

public class When_events_are_replayed
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_give_the_level_and_every_past_level()
    {
        // One database for all the cases: each has a SKU of its own.
        var time = new SettableTime();
        await using var database = await ServiceDatabase<WarehouseDbContext>.OpenAsync(time);
        var desk = new StockDesk(database.Store, time);
        var number = 0;
        var step = Gen.Choose(0, 4).SelectMany(kind => Gen.Choose(1, 500).Select(quantity => (Kind: (StockEventKind)kind, Quantity: quantity)));
        Prop.ForAll(step.ListOf().ToArbitrary(), steps => CheckAsync(desk, database, time, $"SKU-{++number}", steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30));
        Assert.Equal(30, number);
    }

    private static async Task CheckAsync(
        StockDesk desk,
        ServiceDatabase<WarehouseDbContext> database,
        SettableTime time,
        string sku,
        IEnumerable<(StockEventKind Kind, int Quantity)> steps)
    {
        long onHand = 0;
        long reserved = 0;
        var past = new List<(DateTimeOffset At, long OnHand, long Reserved)>();
        foreach (var (kind, amount) in steps)
        {
            time.Now += TimeSpan.FromSeconds(1);
            var quantity = kind == StockEventKind.Adjusted && amount % 2 == 0 ? -amount : amount;
            await database.Store.WriteAsync(
                work => work.Append(sku, kind, quantity, null, null), Token);

            // The model, said differently from the projection.
            onHand += kind is StockEventKind.Received or StockEventKind.Adjusted ? quantity : kind is StockEventKind.Shipped ? -quantity : 0;
            reserved += kind is StockEventKind.Reserved ? quantity : kind is StockEventKind.Released or StockEventKind.Shipped ? -quantity : 0;
            past.Add((time.Now, onHand, reserved));
        }

        if (past.Count == 0)
        {
            Assert.Null(await desk.FindAsync(sku, null, Token));
            return;
        }

        var now = (await desk.FindAsync(sku, null, Token))!;
        Assert.Equal((onHand, reserved, onHand - reserved), (now.OnHand, now.Reserved, now.Available));
        var replayed = new StockLevel { Sku = sku };
        foreach (var stored in await database.Store.ReadAsync(
            db => db.StockEvents.Where(e => e.Sku == sku).OrderBy(e => e.Id).ToListAsync(Token), Token))
            replayed.Apply(stored.Kind, stored.Quantity);
        Assert.Equal((onHand, reserved), (replayed.OnHand, replayed.Reserved));
        foreach (var (at, thenOnHand, thenReserved) in past)
        {
            var then = (await desk.FindAsync(sku, at, Token))!;
            Assert.Equal((thenOnHand, thenReserved), (then.OnHand, then.Reserved));
        }

        var before = (await desk.FindAsync(sku, past[0].At - TimeSpan.FromMilliseconds(1), Token))!;
        Assert.Equal((0, 0), (before.OnHand, before.Reserved));
    }
}
