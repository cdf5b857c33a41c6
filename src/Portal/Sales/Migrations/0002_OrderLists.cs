using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Sales.Data;

namespace Portal.Sales.Migrations;

/// <summary>What the list of orders is sorted and counted by (docs/adr/0018).</summary>
[DbContext(typeof(SalesDbContext))]
[Migration("0002_OrderLists")]
internal sealed class OrderLists : Migration
{
    private const string CountInserted = """
        CREATE TRIGGER order_counted_insert AFTER INSERT ON "order" BEGIN
            INSERT INTO order_count (Status, Count) VALUES (NEW.Status, 1) ON CONFLICT (Status) DO UPDATE SET Count = Count + 1;
        END
        """;

    private const string CountUpdated = """
        CREATE TRIGGER order_counted_update AFTER UPDATE OF Status ON "order" WHEN OLD.Status <> NEW.Status BEGIN
            UPDATE order_count SET Count = Count - 1 WHERE Status = OLD.Status;
            INSERT INTO order_count (Status, Count) VALUES (NEW.Status, 1) ON CONFLICT (Status) DO UPDATE SET Count = Count + 1;
        END
        """;

    private const string CountDeleted = """
        CREATE TRIGGER order_counted_delete AFTER DELETE ON "order" BEGIN
            UPDATE order_count SET Count = Count - 1 WHERE Status = OLD.Status;
        END
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_order_UpdatedAt_Id", "order", ["UpdatedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_order_TotalMinor_Id", "order", ["TotalMinor", "Id"]);
        migrationBuilder.Sql("""CREATE INDEX "IX_order_Customer_Id" ON "order" ("Customer" COLLATE NOCASE, "Id")""");
        migrationBuilder.CreateTable(
            "order_count",
            table => new
            {
                Status = table.Column<int>(),
                Count = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_order_count", c => c.Status));
        migrationBuilder.Sql("""INSERT INTO order_count (Status, Count) SELECT Status, COUNT(*) FROM "order" GROUP BY Status""");
        migrationBuilder.Sql(CountInserted);
        migrationBuilder.Sql(CountUpdated);
        migrationBuilder.Sql(CountDeleted);
    }
}
