using Microsoft.Data.Sqlite;

namespace Portal.Security.Audit.Storing;

/// <summary>
/// <c>audit.db</c>. SQLite itself refuses to change a record, and to delete one that no retention has released: a release is a row in
/// <c>retention</c>, which can neither be changed nor taken back, and is a record of its own in the chain.
/// </summary>
internal static class AuditSchema
{
    public const int Version = 1;

    /// <summary>What the hash of a record is made of, in this order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "at", "begun", "action", "target_kind", "target", "who_kind", "who", "key_id", "role", "arguments", "before", "after",
        "outcome", "status", "detail", "ms", "via", "address", "agent", "request_id", "trace_id",
    ];

    public static string ColumnList { get; } = string.Join(", ", Columns);

    public static void Create(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            BEGIN IMMEDIATE;
            CREATE TABLE record (
                id INTEGER PRIMARY KEY,
                at INTEGER NOT NULL,
                begun INTEGER NULL,
                action TEXT NOT NULL,
                target_kind TEXT NULL,
                target TEXT NULL,
                who_kind TEXT NOT NULL,
                who TEXT NOT NULL,
                key_id TEXT NULL,
                role TEXT NULL,
                arguments TEXT NULL,
                before TEXT NULL,
                after TEXT NULL,
                outcome TEXT NULL,
                status INTEGER NULL,
                detail TEXT NULL,
                ms INTEGER NULL,
                via TEXT NOT NULL,
                address TEXT NULL,
                agent TEXT NULL,
                request_id TEXT NULL,
                trace_id TEXT NULL,
                hash BLOB NOT NULL
            );
            CREATE UNIQUE INDEX record_begun ON record (begun) WHERE begun IS NOT NULL;
            CREATE INDEX record_open ON record (id) WHERE outcome IS NULL;
            CREATE INDEX record_at ON record (at);
            CREATE INDEX record_who ON record (who) WHERE outcome IS NOT NULL;
            CREATE INDEX record_action ON record (action) WHERE outcome IS NOT NULL;
            CREATE INDEX record_target ON record (target, target_kind) WHERE outcome IS NOT NULL;
            CREATE INDEX record_outcome ON record (outcome) WHERE outcome IS NOT NULL;
            CREATE TABLE retention (up_to INTEGER PRIMARY KEY, hash BLOB NOT NULL, record INTEGER NOT NULL);
            CREATE TRIGGER record_stays BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
            CREATE TRIGGER record_is_kept BEFORE DELETE ON record WHEN OLD.id > (SELECT coalesce(max(up_to), 0) FROM retention)
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
            CREATE TRIGGER record_grows BEFORE INSERT ON record WHEN NEW.id <= (SELECT coalesce(max(id), 0) FROM record)
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
            CREATE TRIGGER retention_stays BEFORE UPDATE ON retention BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
            CREATE TRIGGER retention_is_kept BEFORE DELETE ON retention BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
            PRAGMA user_version = {Version};
            COMMIT;
            """;
        command.ExecuteNonQuery();
    }
}
