using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk.Migrations;

/// <summary>How far failures were counted is a position in the broker's log, and not a time by one of two clocks. The first start reads it all.</summary>
[DbContext(typeof(OperationsDbContext))]
[Migration("0003_MarkByPosition")]
internal sealed class MarkByPosition : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        DROP TABLE operation_mark;
        CREATE TABLE operation_mark (Id INTEGER NOT NULL CONSTRAINT PK_operation_mark PRIMARY KEY, Store TEXT NOT NULL, Position INTEGER NOT NULL);
        """);
}
