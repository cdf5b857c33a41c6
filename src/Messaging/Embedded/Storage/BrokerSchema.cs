namespace Messaging.Embedded;

/// <summary>
/// The schema of <c>broker.db</c>, forward only: entry N brings version N to N+1 (<c>PRAGMA user_version</c>), and an entry
/// that has been released is never changed.
///
/// Each queue has two tables of its own (<see cref="QueueTable"/>): a sequential rowid without any index is what makes an
/// insert and a delete cheap, and a backlog in one queue costs no other queue anything.
/// </summary>
internal static class BrokerSchema
{
    private static readonly string[] _migrations =
    [
        """
        CREATE TABLE queue (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            options TEXT NOT NULL,
            paused INTEGER NOT NULL DEFAULT 0
        );
        CREATE TABLE topic (name TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE subscription (
            topic TEXT NOT NULL,
            name TEXT NOT NULL,
            queue TEXT NOT NULL,
            types TEXT NULL,
            PRIMARY KEY (topic, name)
        ) WITHOUT ROWID;
        CREATE TABLE dead_letter (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            message_id TEXT NOT NULL,
            type TEXT NOT NULL,
            reason TEXT NOT NULL,
            exception_type TEXT NULL,
            exception_message TEXT NULL,
            details TEXT NULL,
            attempts INTEGER NOT NULL,
            first_failed_at INTEGER NOT NULL,
            failed_at INTEGER NOT NULL,
            status INTEGER NOT NULL,
            version INTEGER NOT NULL,
            head BLOB NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (queue, message_id)
        );
        CREATE INDEX dead_letter_by_failure ON dead_letter (failed_at, id);
        CREATE INDEX dead_letter_by_status ON dead_letter (status, queue);
        CREATE TABLE dead_letter_event (
            dead_letter_id INTEGER NOT NULL,
            at INTEGER NOT NULL,
            what TEXT NOT NULL,
            by TEXT NULL,
            note TEXT NULL
        );
        CREATE INDEX dead_letter_event_by_letter ON dead_letter_event (dead_letter_id);
        """,
    ];

    /// <exception cref="InvalidDataException">The file is of a later version of this library.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        var version = connection.Scalar("PRAGMA user_version");
        if (version > _migrations.Length)
        {
            throw new InvalidDataException(
                $"{connection.Path} has schema version {version}; this program knows versions up to {_migrations.Length}. "
                + "Start the newer program, or restore the backup that was made before it ran.");
        }

        for (; version < _migrations.Length; version++)
        {
            connection.Execute("BEGIN IMMEDIATE");
            connection.Execute(_migrations[version]);
            connection.Execute($"PRAGMA user_version = {version + 1}");
            connection.Execute("COMMIT");
        }
    }
}
