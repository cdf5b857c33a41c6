using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Sales.Data;

namespace Portal.Sales.Migrations;

/// <summary>The order in which the catalogue is searched.</summary>
[DbContext(typeof(SalesDbContext))]
[Migration("0003_ProductNames")]
internal sealed class ProductNames : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("IX_product_Name_Sku", "product", ["Name", "Sku"]);
}
