using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Data.Once;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk.Migrations;

/// <summary>What requests with a key have done (docs/adr/0025).</summary>
[DbContext(typeof(OperationsDbContext))]
[Migration("0002_RequestMarks")]
internal sealed class AddRequestMarks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(RequestMarks.Create);
}
