namespace Messaging.Embedded;

/// <summary>
/// The schema of <c>broker.db</c>, forward only: entry N brings version N to N+1 (<c>PRAGMA user_version</c>), and an entry
/// that has been released is never changed.
///
/// Each queue has tables of its own (<see cref="QueueTable"/>): a sequential rowid without any index is what makes an
/// insert and a delete cheap, and a backlog in one queue costs no other queue anything.
/// </summary>
internal static class BrokerSchema
{
    private static readonly Action<SqliteConnection>[] _migrations = [Version1, Version2, Version3, Version4, Version5, Version6];

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
            _migrations[version](connection);
            connection.Execute($"PRAGMA user_version = {version + 1}");
            connection.Execute("COMMIT");
        }
    }

    private static void Version1(SqliteConnection connection) => connection.Execute("""
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
        """);

    /// <summary>
    /// Counts that are kept instead of taken; filters on headers; bodies that several queues share; ids seen lately; ordering
    /// keys, with what a retry of theirs waits for and which dead letter holds one.
    /// </summary>
    private static void Version2(SqliteConnection connection)
    {
        connection.Execute("""
            CREATE TABLE depth (
                queue_id INTEGER PRIMARY KEY,
                ready INTEGER NOT NULL,
                delayed INTEGER NOT NULL,
                last_seq INTEGER NOT NULL
            );
            ALTER TABLE queue ADD COLUMN declared TEXT NULL;
            ALTER TABLE subscription ADD COLUMN headers TEXT NULL;
            CREATE TABLE shared_body (id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL);
            CREATE TABLE shared_use (id INTEGER PRIMARY KEY, uses INTEGER NOT NULL);
            CREATE TABLE seen_generation (queue_id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, began_at INTEGER NOT NULL);
            ALTER TABLE dead_letter ADD COLUMN held_key TEXT NULL;
            ALTER TABLE dead_letter ADD COLUMN held_seq INTEGER NULL;
            CREATE INDEX dead_letter_holding ON dead_letter (queue) WHERE held_key IS NOT NULL AND status = 0;
            """);
        foreach (var id in connection.Numbers("SELECT id FROM queue"))
        {
            connection.Execute($"""
                ALTER TABLE ready_{id} ADD COLUMN key TEXT NULL;
                ALTER TABLE ready_{id} ADD COLUMN due INTEGER NULL;
                ALTER TABLE ready_{id} ADD COLUMN shared INTEGER NULL;
                ALTER TABLE delayed_{id} ADD COLUMN shared INTEGER NULL;
                INSERT INTO depth (queue_id, ready, delayed, last_seq) SELECT {id},
                    (SELECT COUNT(*) FROM ready_{id}),
                    (SELECT COUNT(*) FROM delayed_{id}),
                    MAX((SELECT COALESCE(MAX(seq), 0) FROM ready_{id}), (SELECT COALESCE(MAX(seq), 0) FROM delayed_{id}));
                """);
        }
    }

    /// <summary>
    /// What people do with dead letters, and as part of which operation; and a name for the file, by which whoever keeps an index
    /// of its dead letters knows it again. Only dead letters that were changed since they failed are rewritten.
    /// </summary>
    private static void Version3(SqliteConnection connection) => connection.Execute("""
        ALTER TABLE dead_letter ADD COLUMN failures INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE dead_letter ADD COLUMN status_at INTEGER NULL;
        ALTER TABLE dead_letter ADD COLUMN replayed_at INTEGER NULL;
        ALTER TABLE dead_letter ADD COLUMN last_by TEXT NULL;
        ALTER TABLE dead_letter ADD COLUMN last_operation TEXT NULL;
        ALTER TABLE dead_letter ADD COLUMN edited_to TEXT NULL;
        ALTER TABLE dead_letter ADD COLUMN was_resolved INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE dead_letter_event ADD COLUMN operation TEXT NULL;
        UPDATE dead_letter SET
            failures = MAX(1, (SELECT COUNT(*) FROM dead_letter_event e WHERE e.dead_letter_id = dead_letter.id AND e.what = 'failed')),
            status_at = (SELECT MAX(at) FROM dead_letter_event e WHERE e.dead_letter_id = dead_letter.id),
            replayed_at = (SELECT MAX(at) FROM dead_letter_event e WHERE e.dead_letter_id = dead_letter.id AND e.what = 'replayed'),
            last_by = (SELECT by FROM dead_letter_event e WHERE e.dead_letter_id = dead_letter.id AND by IS NOT NULL ORDER BY e.rowid DESC LIMIT 1)
        WHERE version > 1;
        CREATE TABLE store (id TEXT NOT NULL);
        INSERT INTO store VALUES (lower(hex(randomblob(16))));
        """);

    /// <summary>Messages that come together share a row. Those that are there keep their own.</summary>
    private static void Version4(SqliteConnection connection)
    {
        foreach (var id in connection.Numbers("SELECT id FROM queue"))
        {
            connection.Execute($"""
                CREATE TABLE batch_{id} (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, count INTEGER NOT NULL, shared INTEGER NOT NULL, data BLOB NOT NULL);
                CREATE TABLE settled_{id} (first INTEGER PRIMARY KEY, bits BLOB NOT NULL);
                """);
        }
    }

    /// <summary>Shared bodies that come together share a row. Those that are there are alone in theirs.</summary>
    private static void Version5(SqliteConnection connection) =>
        connection.Execute("ALTER TABLE shared_use ADD COLUMN count INTEGER NOT NULL DEFAULT 1");

    /// <summary>Messages of a batch say what is different from the one before (<see cref="BatchData"/>). Batches that are there stay as they are.</summary>
    private static void Version6(SqliteConnection connection)
    {
    }
}
