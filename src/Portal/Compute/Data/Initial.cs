using Messaging;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Compute.Data;

[DbContext(typeof(ComputeDbContext))]
[Migration("0001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(OutboxSchema.Create);
        migrationBuilder.Sql("""
            CREATE TABLE instances (
                id TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                workload TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                state INTEGER NOT NULL,
                version INTEGER NOT NULL,
                asked_version INTEGER NOT NULL,
                launch_version INTEGER NOT NULL,
                rebooting INTEGER NOT NULL,
                reason_code TEXT NULL,
                reason_message TEXT NULL,
                protected INTEGER NOT NULL,
                pid INTEGER NULL,
                process_start_time INTEGER NULL,
                boot_id TEXT NULL
            ) WITHOUT ROWID;
            CREATE INDEX instances_by_age ON instances (created_at, id);
            CREATE INDEX instances_by_state ON instances (state, updated_at);
            """);
    }
}
