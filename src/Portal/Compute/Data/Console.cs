using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Compute.Data;

/// <summary>
/// What the console needs: since when an instance is in its state, its history, and an index for each order that is offered, with
/// the name in it, so that a search reads the index alone.
/// </summary>
[DbContext(typeof(ComputeDbContext))]
[Migration("0002_Console")]
internal sealed class Console : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql($"""
        ALTER TABLE instances ADD COLUMN state_since INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE instances ADD COLUMN started_at INTEGER NOT NULL DEFAULT {Instance.NotStarted};
        ALTER TABLE instances ADD COLUMN dead_letter TEXT NULL;
        UPDATE instances SET state_since = updated_at;
        UPDATE instances SET started_at = updated_at WHERE pid IS NOT NULL;
        CREATE TABLE instance_history (
            instance_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            at INTEGER NOT NULL,
            what TEXT NOT NULL,
            state INTEGER NOT NULL,
            reason_code TEXT NULL,
            reason_message TEXT NULL,
            by TEXT NULL,
            PRIMARY KEY (instance_id, version)
        ) WITHOUT ROWID;
        DROP INDEX instances_by_age;
        DROP INDEX instances_by_state;
        CREATE INDEX instances_by_age ON instances (created_at, id, name);
        CREATE INDEX instances_by_name ON instances (name, id);
        CREATE INDEX instances_by_uptime ON instances (started_at, id, name);
        CREATE INDEX instances_by_state_age ON instances (state, created_at, id, name);
        CREATE INDEX instances_by_state_name ON instances (state, name, id);
        CREATE INDEX instances_by_state_uptime ON instances (state, started_at, id, name);
        CREATE INDEX instances_by_state_change ON instances (state, updated_at);
        """);
}
