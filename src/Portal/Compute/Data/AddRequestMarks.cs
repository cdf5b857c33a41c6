using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Data.Once;

namespace Portal.Compute.Data;

/// <summary>What requests with a key have done (docs/adr/0025).</summary>
[DbContext(typeof(ComputeDbContext))]
[Migration("0003_RequestMarks")]
internal sealed class AddRequestMarks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(RequestMarks.Create);
}
