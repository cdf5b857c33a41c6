using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Data.Once;
using Portal.Sales.Data;

namespace Portal.Sales.Migrations;

/// <summary>What requests with a key have done (docs/adr/0025).</summary>
[DbContext(typeof(SalesDbContext))]
[Migration("0004_RequestMarks")]
internal sealed class AddRequestMarks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(RequestMarks.Create);
}
