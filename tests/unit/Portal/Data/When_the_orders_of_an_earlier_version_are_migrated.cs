using Microsoft.EntityFrameworkCore;
using Portal.Client.Orders;
using Portal.Data;
using Portal.Sales.Data;
using Unit.Portal.Support;

namespace Unit.Portal.Data;

public sealed class When_the_orders_of_an_earlier_version_are_migrated
{
    /// <summary>Migrations only go forward, and EF Core finds a single one only by a name with a time in it.</summary>
    private const string BackToTheFirst = """
        DROP TRIGGER order_counted_insert; DROP TRIGGER order_counted_update; DROP TRIGGER order_counted_delete;
        DROP TABLE order_count; DROP INDEX IX_order_UpdatedAt_Id; DROP INDEX IX_order_TotalMinor_Id; DROP INDEX IX_order_Customer_Id;
        DELETE FROM __EFMigrationsHistory WHERE MigrationId = '0002_OrderLists';
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Those_that_are_there_are_counted_and_so_are_those_that_come_change_and_go()
    {
        using var directory = new TemporaryDirectory();
        await using var db = new SalesDbContext(new DbContextOptionsBuilder<SalesDbContext>()
            .UseSqlite(SqliteFile.ConnectionString(directory.Path, "sales")).Options);
        await DatabaseMigration.RunAsync(db, writeAhead: true, Token);
        await db.Database.ExecuteSqlRawAsync(BackToTheFirst, Token);
        await InsertAsync(db, "a", OrderStatus.Placed);
        await InsertAsync(db, "b", OrderStatus.Cancelled);

        await DatabaseMigration.RunAsync(db, writeAhead: true, Token);
        Assert.Equal([(OrderStatus.Placed, 1), (OrderStatus.Cancelled, 1)], await CountsAsync(db));

        await InsertAsync(db, "c", OrderStatus.Placed);
        await db.Database.ExecuteSqlAsync($"""UPDATE "order" SET Status = 1, UpdatedAt = 5 WHERE Id = 'a'""", Token);
        await db.Database.ExecuteSqlAsync($"""DELETE FROM "order" WHERE Id = 'b'""", Token);
        Assert.Equal([(OrderStatus.Placed, 1), (OrderStatus.Billed, 1), (OrderStatus.Cancelled, 0)], await CountsAsync(db));
    }

    private static Task<int> InsertAsync(SalesDbContext db, string id, OrderStatus status) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO "order" (Id, Customer, Lines, TotalMinor, Currency, Status, Version, PlacedAt, UpdatedAt)
        VALUES ({id}, 'Ada', '[]', 1, 'EUR', {(int)status}, 1, 1, 1)
        """,
        Token);

    private static async Task<List<(OrderStatus, long)>> CountsAsync(SalesDbContext db) =>
        [.. (await db.OrderCounts.AsNoTracking().OrderBy(c => c.Status).ToListAsync(Token)).Select(c => (c.Status, c.Count))];
}
