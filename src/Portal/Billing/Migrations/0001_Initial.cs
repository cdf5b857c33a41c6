using Messaging;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Billing.Data;

namespace Portal.Billing.Migrations;

[DbContext(typeof(BillingDbContext))]
[Migration("0001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "invoice",
            table => new
            {
                // Invoice numbers are never used twice, not even those of a restored backup's deleted rows.
                Id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                OrderId = table.Column<string>(),
                ChargeId = table.Column<string>(),
                TotalMinor = table.Column<long>(),
                Currency = table.Column<string>(),
                Lines = table.Column<string>(),
                ChargedAt = table.Column<long>(),
                RefundedAt = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_invoice", i => i.Id));
        migrationBuilder.CreateIndex("IX_invoice_OrderId", "invoice", "OrderId", unique: true);
        migrationBuilder.CreateTable(
            "cancelled_order",
            table => new
            {
                OrderId = table.Column<string>(),
                CancelledAt = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_cancelled_order", o => o.OrderId));
        migrationBuilder.CreateTable(
            "product",
            table => new
            {
                Sku = table.Column<string>(),
                Name = table.Column<string>(),
                Version = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_product", p => p.Sku));
        migrationBuilder.Sql(OutboxSchema.Create);
    }
}
