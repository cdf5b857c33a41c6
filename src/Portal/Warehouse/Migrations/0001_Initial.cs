using Messaging;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Warehouse.Data;

namespace Portal.Warehouse.Migrations;

[DbContext(typeof(WarehouseDbContext))]
[Migration("0001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "stock_event",
            table => new
            {
                Id = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                Sku = table.Column<string>(),
                Kind = table.Column<int>(),
                Quantity = table.Column<int>(),
                OrderId = table.Column<string>(nullable: true),
                Reason = table.Column<string>(nullable: true),
                At = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_stock_event", e => e.Id));
        migrationBuilder.CreateIndex("IX_stock_event_Sku_Id", "stock_event", ["Sku", "Id"]);
        migrationBuilder.CreateTable(
            "stock_level",
            table => new
            {
                Sku = table.Column<string>(),
                OnHand = table.Column<long>(),
                Reserved = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_stock_level", l => l.Sku));
        migrationBuilder.CreateTable(
            "shipment",
            table => new
            {
                OrderId = table.Column<string>(),
                Status = table.Column<int>(),
                Lines = table.Column<string>(),
                Carrier = table.Column<string>(nullable: true),
                TrackingNumber = table.Column<string>(nullable: true),
                UpdatedAt = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_shipment", s => s.OrderId));
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
