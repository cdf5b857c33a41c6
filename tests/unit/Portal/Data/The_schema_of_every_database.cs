using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Billing.Data;
using Portal.Compute.Data;
using Portal.Data;
using Portal.Http.Idempotency;
using Portal.Operations.Bulk.Data;
using Portal.Sales.Data;
using Portal.Security.Data;
using Portal.Warehouse.Data;
using Unit.Portal.Support;
using SqliteConnection = Microsoft.Data.Sqlite.SqliteConnection;

namespace Unit.Portal.Data;

/// <summary>Migrations are written by hand: these hold them to the model.</summary>
public class The_schema_of_every_database
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Of_sales_is_that_of_the_model() => CompareAsync(options => new SalesDbContext((DbContextOptions<SalesDbContext>)options));

    [Fact]
    public Task Of_billing_is_that_of_the_model() => CompareAsync(options => new BillingDbContext((DbContextOptions<BillingDbContext>)options));

    [Fact]
    public Task Of_warehouse_is_that_of_the_model() => CompareAsync(options => new WarehouseDbContext((DbContextOptions<WarehouseDbContext>)options));

    [Fact]
    public Task Of_operations_is_that_of_the_model() => CompareAsync(options => new OperationsDbContext((DbContextOptions<OperationsDbContext>)options));

    [Fact]
    public Task Of_security_is_that_of_the_model() => CompareAsync(options => new SecurityDbContext((DbContextOptions<SecurityDbContext>)options));

    [Fact]
    public Task Of_requests_is_that_of_the_model() => CompareAsync(options => new RequestsDbContext((DbContextOptions<RequestsDbContext>)options));

    // Its indexes are chosen by hand, for a table without a rowid.
    [Fact]
    public Task Of_compute_is_that_of_the_model() =>
        CompareAsync(options => new ComputeDbContext((DbContextOptions<ComputeDbContext>)options), withIndexes: false);

    [Fact]
    public void There_is_no_other_database() => Assert.Equal(
        ["BillingDbContext", "ComputeDbContext", "OperationsDbContext", "RequestsDbContext", "SalesDbContext", "SecurityDbContext", "WarehouseDbContext"],
        typeof(ServiceDbContext).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DbContext)) && !t.IsAbstract).Select(t => t.Name).Order());

    [Fact]
    public async Task Stays_as_it_is_when_it_is_migrated_again()
    {
        using var directory = new TemporaryDirectory();
        var options = Options<SalesDbContext>(directory, "sales");
        for (var i = 0; i < 2; i++)
        {
            await using var db = new SalesDbContext(options);
            await DatabaseMigration.RunAsync(db, writeAhead: true, Token);
            if (i == 0)
            {
                db.Products.Add(new Product { Sku = "A", Name = "Name", Currency = "EUR" });
                await db.SaveChangesAsync(Token);
            }
            else
            {
                Assert.Equal("A", (await db.Products.SingleAsync(Token)).Sku);
                Assert.Equal(["0001_Initial", "0002_OrderLists", "0003_ProductNames", "0004_RequestMarks"], await db.Database.GetAppliedMigrationsAsync(Token));
            }
        }
    }

    [Fact]
    public async Task Is_reached_although_a_killed_start_left_its_lock()
    {
        using var directory = new TemporaryDirectory();
        var options = Options<SalesDbContext>(directory, "sales");
        await using (var connection = new SqliteConnection(SqliteFile.ConnectionString(directory.Path, "sales")))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
                """;
            await command.ExecuteNonQueryAsync(Token);
        }

        await using var db = new SalesDbContext(options);
        using var deadline = new CancellationTokenSource(Until.Deadline);
        await DatabaseMigration.RunAsync(db, writeAhead: true, deadline.Token);
        Assert.False(await db.Orders.AnyAsync(Token));
    }

    private static async Task CompareAsync<TContext>(Func<DbContextOptions, TContext> create, bool withIndexes = true)
        where TContext : DbContext
    {
        using var directory = new TemporaryDirectory();
        await using var migrated = create(Options<TContext>(directory, "migrated"));
        await DatabaseMigration.RunAsync(migrated, writeAhead: true, Token);
        await using var created = create(Options<TContext>(directory, "created"));
        await created.Database.EnsureCreatedAsync(Token);
        var expected = await SchemaAsync(directory, "created", withIndexes);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await SchemaAsync(directory, "migrated", withIndexes));
    }

    private static DbContextOptions<TContext> Options<TContext>(TemporaryDirectory directory, string file)
        where TContext : DbContext => new DbContextOptionsBuilder<TContext>()
        .UseSqlite(SqliteFile.ConnectionString(directory.Path, file))
        .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning))
        .Options;

    /// <summary>Tables, columns with type, nullability and place in the key, foreign keys, indexes.</summary>
    private static async Task<List<string>> SchemaAsync(TemporaryDirectory directory, string file, bool withIndexes)
    {
        await using var connection = new SqliteConnection(SqliteFile.ConnectionString(directory.Path, file));
        await connection.OpenAsync(Token);
        const string tables = """
            (SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('outbox', 'inbox', 'request_mark') AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\_\_EF%' ESCAPE '\') t
            """;
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' notnull=' || c."notnull" || ' pk=' || c.pk
            FROM {tables} JOIN pragma_table_info(t.name) c
            UNION ALL
            SELECT 'foreign key ' || t.name || '.' || f."from" || ' -> ' || f."table" || '.' || f."to" || ' ' || f.on_delete
            FROM {tables} JOIN pragma_foreign_key_list(t.name) f
            """ + (withIndexes ? $"""

            UNION ALL
            SELECT 'index ' || t.name || ' ' || i.name || ' unique=' || i."unique" || ' ' || x.seqno || ' ' || x.name
            FROM {tables} JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) x
            """ : "");
        await using var rows = await command.ExecuteReaderAsync(Token);
        var schema = new List<string>();
        while (await rows.ReadAsync(Token))
            schema.Add(rows.GetString(0));
        schema.Sort(StringComparer.Ordinal);
        return schema;
    }
}
