using Messaging;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Sales.Data;

namespace Portal.Sales.Migrations;

[DbContext(typeof(SalesDbContext))]
[Migration("0001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "product",
            table => new
            {
                Sku = table.Column<string>(),
                Name = table.Column<string>(),
                PriceMinor = table.Column<long>(),
                Currency = table.Column<string>(),
                Version = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_product", p => p.Sku));
        migrationBuilder.CreateTable(
            "order",
            table => new
            {
                Id = table.Column<string>(),
                Customer = table.Column<string>(),
                Lines = table.Column<string>(),
                TotalMinor = table.Column<long>(),
                Currency = table.Column<string>(),
                Status = table.Column<int>(),
                Version = table.Column<long>(),
                PlacedAt = table.Column<long>(),
                UpdatedAt = table.Column<long>(),
                BilledAt = table.Column<long>(nullable: true),
                ReadyAt = table.Column<long>(nullable: true),
                CancelledAt = table.Column<long>(nullable: true),
                InvoiceNumber = table.Column<string>(nullable: true),
                TrackingNumber = table.Column<string>(nullable: true),
                Failure = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_order", o => o.Id));
        migrationBuilder.CreateIndex("IX_order_PlacedAt_Id", "order", ["PlacedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_order_Status_PlacedAt_Id", "order", ["Status", "PlacedAt", "Id"]);
        migrationBuilder.Sql(OutboxSchema.Create);
    }
}
