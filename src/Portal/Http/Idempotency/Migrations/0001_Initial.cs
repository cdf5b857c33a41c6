using Messaging;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Http.Idempotency.Migrations;

[DbContext(typeof(RequestsDbContext))]
[Migration("0001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "request",
            table => new
            {
                Id = table.Column<byte[]>(),
                Content = table.Column<byte[]>(),
                At = table.Column<long>(),
                Status = table.Column<int>(nullable: true),
                Headers = table.Column<string>(nullable: true),
                Body = table.Column<byte[]>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_request", r => r.Id));
        migrationBuilder.CreateIndex("IX_request_At", "request", "At");
        migrationBuilder.Sql(OutboxSchema.Create);
    }
}
