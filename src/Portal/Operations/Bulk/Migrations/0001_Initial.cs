using Messaging;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk.Migrations;

[DbContext(typeof(OperationsDbContext))]
[Migration("0001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "operation",
            table => new
            {
                Seq = table.Column<long>().Annotation("Sqlite:Autoincrement", true),
                Id = table.Column<string>(),
                Kind = table.Column<int>(),
                State = table.Column<int>(),
                IsOver = table.Column<int>(),
                Title = table.Column<string>(),
                Total = table.Column<long>(),
                Done = table.Column<long>(),
                Failed = table.Column<long>(),
                Skipped = table.Column<long>(),
                FailedAgain = table.Column<long>(),
                RatePerSecond = table.Column<double>(nullable: true),
                Canary = table.Column<bool>(),
                Stage = table.Column<int>(nullable: true),
                StageDone = table.Column<long>(),
                StageFailedAgain = table.Column<long>(),
                StageAt = table.Column<long>(),
                Queue = table.Column<string>(nullable: true),
                Filter = table.Column<string>(nullable: true),
                StartedBy = table.Column<string>(),
                StartedAt = table.Column<long>(),
                UpdatedAt = table.Column<long>(),
                EndedAt = table.Column<long>(nullable: true),
                Words = table.Column<string>(nullable: true),
                Version = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_operation", o => o.Seq));
        migrationBuilder.CreateIndex("IX_operation_Id", "operation", "Id", unique: true);
        migrationBuilder.CreateIndex("IX_operation_IsOver_Seq", "operation", ["IsOver", "Seq"]);
        migrationBuilder.CreateIndex("IX_operation_State_Seq", "operation", ["State", "Seq"]);
        migrationBuilder.CreateTable(
            "operation_chunk",
            table => new
            {
                Operation = table.Column<long>(),
                Number = table.Column<int>(),
                FirstId = table.Column<long>(),
                Waiting = table.Column<int>(),
                Done = table.Column<int>(),
                Skipped = table.Column<int>(),
                Failed = table.Column<int>(),
                FailedAgain = table.Column<int>(),
                Ids = table.Column<byte[]>(),
                States = table.Column<byte[]>(),
            },
            constraints: table => table.PrimaryKey("PK_operation_chunk", c => new { c.Operation, c.Number }));
        migrationBuilder.CreateIndex("IX_operation_chunk_Operation_FirstId", "operation_chunk", ["Operation", "FirstId"]);
        migrationBuilder.CreateTable(
            "operation_reason",
            table => new
            {
                Operation = table.Column<long>(),
                Number = table.Column<int>(),
                Words = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("PK_operation_reason", r => new { r.Operation, r.Number }));
        migrationBuilder.CreateTable(
            "operation_mark",
            table => new
            {
                Id = table.Column<int>(),
                SeenUntil = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_operation_mark", m => m.Id));
        migrationBuilder.Sql(OutboxSchema.Create);
    }
}
