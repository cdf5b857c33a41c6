using Messaging;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Sales;
using Portal.Data;
using Portal.Sales.Data;
using Unit.Messaging;
using Unit.Portal.Support;
using SqliteException = Microsoft.Data.Sqlite.SqliteException;

namespace Unit.Portal.Data;

/// <summary>A unit that is held makes those behind it wait, and so be the next group.</summary>
[Collection(FaultPoints.Name)]
public class When_units_are_written_together
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Should_undo_the_one_that_fails_and_commit_the_others_in_their_order()
    {
        await using var database = await ServiceDatabase<SalesDbContext>.OpenAsync();
        var store = database.Store;
        var failing = new MessageContext("sales", new Message("t", new byte[1], id: "m-fails"), "Handler", 1);
        var (first, failed, last) = await HoldWhileAsync(store, () => (
            PutAsync(store, "A"),
            store.HandleOnceAsync(
                failing,
                async work =>
                {
                    Put(work, "B");
                    work.Sql("INSERT INTO product (Sku, Name, PriceMinor, Currency, Version) VALUES ($1, 'past the context', 1, 'EUR', 1)").Run("B2");
                    await work.Db.SaveChangesAsync(Token);
                    throw new InvalidDataException("This one is wrong.");
                },
                Token),
            PutAsync(store, "C")));

        await Assert.ThrowsAsync<InvalidDataException>(() => failed.WaitAsync(Until.Deadline, Token));
        await first.WaitAsync(Until.Deadline, Token);
        await last.WaitAsync(Until.Deadline, Token);
        Assert.Equal(["A", "C", "held"], await SkusAsync(store));
        Assert.Equal(["held", "A", "C"], await OutboxAsync(store));
        Assert.False(await store.WasHandledAsync(failing, Token));
    }

    [Fact]
    public async Task Should_leave_nothing_of_a_failed_unit_to_the_next()
    {
        await using var database = await ServiceDatabase<SalesDbContext>.OpenAsync();
        var store = database.Store;
        var (failed, next) = await HoldWhileAsync(store, () => (
            store.WriteAsync(
                bool (work) =>
                {
                    Put(work, "A");
                    throw new InvalidDataException("Before anything was saved.");
                },
                Token),
            PutAsync(store, "B")));

        await Assert.ThrowsAsync<InvalidDataException>(() => failed.WaitAsync(Until.Deadline, Token));
        await next.WaitAsync(Until.Deadline, Token);
        Assert.Equal(["B", "held"], await SkusAsync(store));
    }

    [Fact]
    public async Task Should_store_nothing_and_tell_everyone_when_the_commit_fails_and_go_on_afterwards()
    {
        await using var database = await ServiceDatabase<SalesDbContext>.OpenAsync();
        var store = database.Store;
        var held = new ManualResetEventSlim();
        var holding = HoldAsync(store, held);
        Task[] group = [PutAsync(store, "A"), PutAsync(store, "B"), PutAsync(store, "C")];
        var hits = 0;
        using (FaultPoints.On(place =>
        {
            // The first is the held one's own group.
            if (place == "SalesDbContext:before-commit" && Interlocked.Increment(ref hits) == 3)
                throw new IOException("The disk is on fire.");
        }))
        {
            held.Set();
            await holding.WaitAsync(Until.Deadline, Token);
            foreach (var unit in group)
                await Assert.ThrowsAsync<IOException>(() => unit.WaitAsync(Until.Deadline, Token));
        }

        Assert.Equal(["held"], await SkusAsync(store));
        Assert.Equal(("service.db", true), (database.Writer.FileName, database.Writer.FailedAt is not null));
        database.Writer.TryAgain();
        await Until.TrueAsync(() => database.Writer.FailedAt is null);
        await PutAsync(store, "D").WaitAsync(Until.Deadline, Token);
        Assert.Equal(["D", "held"], await SkusAsync(store));
        Assert.Equal(["held", "D"], await OutboxAsync(store));
    }

    [Theory]
    [InlineData(5, true)] // busy
    [InlineData(8, true)] // read-only
    [InlineData(10, true)] // an error of the disk
    [InlineData(13, true)] // full
    [InlineData(14, true)] // cannot be opened
    [InlineData(1, false)] // an error in a statement
    [InlineData(19, false)] // a constraint
    public async Task Should_have_a_message_wait_for_the_disk_and_not_for_what_is_wrong_with_itself(int error, bool isOutage)
    {
        await using var database = await ServiceDatabase<SalesDbContext>.OpenAsync();
        var store = database.Store;
        var message = new MessageContext("sales", new Message("t", new byte[1], id: "m"), "Handler", 1);
        using (FaultPoints.On(place =>
        {
            if (place == "SalesDbContext:before-commit")
                throw new SqliteException("It failed.", error);
        }))
        {
            var handled = await Assert.ThrowsAnyAsync<Exception>(() => store.HandleOnceAsync(message, work => Put(work, "A"), Token));
            var begun = await Assert.ThrowsAnyAsync<Exception>(() => PutAsync(store, "B")); // as before a third party is called

            foreach (var thrown in new[] { handled, begun })
            {
                var outage = thrown as DownstreamUnavailableException;
                Assert.Equal(isOutage ? "service.db" : null, outage?.Downstream);
                Assert.Equal(error, Assert.IsType<SqliteException>(outage?.InnerException ?? thrown).SqliteErrorCode);
            }
        }

        await store.HandleOnceAsync(message, work => Put(work, "A"), Token);
        Assert.Equal(["A"], await SkusAsync(store));
    }

    [Fact]
    public async Task Should_tell_only_the_one_whose_caller_is_lost_after_the_commit()
    {
        await using var database = await ServiceDatabase<SalesDbContext>.OpenAsync();
        var store = database.Store;
        var held = new ManualResetEventSlim();
        var holding = HoldAsync(store, held);
        var (first, second) = (PutAsync(store, "A"), PutAsync(store, "B"));
        var hits = 0;
        using (FaultPoints.On(place =>
        {
            if (place == "SalesDbContext:after-commit" && Interlocked.Increment(ref hits) == 2)
                throw new IOException("Nobody was told.");
        }))
        {
            held.Set();
            await holding.WaitAsync(Until.Deadline, Token);
            await Assert.ThrowsAsync<IOException>(() => first.WaitAsync(Until.Deadline, Token));
            await second.WaitAsync(Until.Deadline, Token);
        }

        Assert.Equal(["A", "B", "held"], await SkusAsync(store));
        Assert.Equal(["held", "A", "B"], await OutboxAsync(store));
    }

    [Fact]
    public async Task Should_not_begin_what_was_withdrawn_while_it_waited()
    {
        await using var database = await ServiceDatabase<SalesDbContext>.OpenAsync();
        var store = database.Store;
        using var withdrawn = new CancellationTokenSource();
        var held = new ManualResetEventSlim();
        var holding = HoldAsync(store, held);
        var (gone, stays) = (PutAsync(store, "A", withdrawn.Token), PutAsync(store, "B"));
        await withdrawn.CancelAsync();
        held.Set();

        await holding.WaitAsync(Until.Deadline, Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone.WaitAsync(Until.Deadline, Token));
        await stays.WaitAsync(Until.Deadline, Token);
        Assert.Equal(["B", "held"], await SkusAsync(store));
    }

    [Fact]
    public async Task Should_handle_a_message_once_even_when_it_comes_twice_into_one_group()
    {
        await using var database = await ServiceDatabase<SalesDbContext>.OpenAsync();
        var store = database.Store;
        var context = new MessageContext("sales", new Message("t", new byte[1], id: "m-1"), "Handler", 1);
        var effects = 0;
        var (first, second) = await HoldWhileAsync(store, () => (
            store.HandleOnceAsync(context, _ => Interlocked.Increment(ref effects), Token),
            store.HandleOnceAsync(context, _ => Interlocked.Increment(ref effects), Token)));

        await Task.WhenAll(first, second).WaitAsync(Until.Deadline, Token);
        Assert.Equal(1, effects);
    }

    /// <summary>Enqueues what <paramref name="enqueue"/> enqueues while another unit is being written.</summary>
    private static async Task<T> HoldWhileAsync<T>(ServiceStore<SalesDbContext> store, Func<T> enqueue)
    {
        var held = new ManualResetEventSlim();
        var holding = HoldAsync(store, held);
        var enqueued = enqueue();
        held.Set();
        await holding.WaitAsync(Until.Deadline, Token);
        return enqueued;
    }

    private static Task<bool> HoldAsync(ServiceStore<SalesDbContext> store, ManualResetEventSlim until)
    {
        var begun = new ManualResetEventSlim();
        var holding = store.WriteAsync(
            work =>
            {
                begun.Set();
                Assert.True(until.Wait(Until.Deadline));
                Put(work, "held");
                return true;
            },
            Token);
        Assert.True(begun.Wait(Until.Deadline, Token));
        return holding;
    }

    private static Task<bool> PutAsync(ServiceStore<SalesDbContext> store, string sku, CancellationToken? cancellationToken = null) => store.WriteAsync(
        work =>
        {
            Put(work, sku);
            return true;
        },
        cancellationToken ?? Token);

    private static void Put(Work<SalesDbContext> work, string sku)
    {
        work.Db.Products.Add(new Product { Sku = sku, Name = sku, Currency = "EUR", PriceMinor = 1, Version = 1 });
        work.Send(new ProductChanged(sku, sku, 1, "EUR", 1), correlationId: sku);
    }

    private static Task<List<string>> SkusAsync(ServiceStore<SalesDbContext> store) =>
        store.ReadAsync(db => db.Products.Select(p => p.Sku).OrderBy(s => s).ToListAsync(Token), Token);

    private static Task<List<string>> OutboxAsync(ServiceStore<SalesDbContext> store) => store.ReadAsync(
        db => db.Database.SqlQueryRaw<string>("SELECT json_extract(CAST(body AS TEXT), '$.sku') AS Value FROM outbox ORDER BY seq").ToListAsync(Token), Token);
}
