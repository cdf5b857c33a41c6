using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Data.Once;
using Portal.Warehouse.Data;

namespace Portal.Warehouse.Migrations;

/// <summary>What requests with a key have done (docs/adr/0025).</summary>
[DbContext(typeof(WarehouseDbContext))]
[Migration("0003_RequestMarks")]
internal sealed class AddRequestMarks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(RequestMarks.Create);
}
