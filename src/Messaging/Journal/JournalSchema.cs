namespace Messaging;

/// <summary>
/// The schema of <c>journal.db</c>, forward only: entry N brings version N to N+1 (<c>PRAGMA user_version</c>), and an entry
/// that has been released is never changed.
///
/// A record is what happened to one message within one batch, usually its whole life: one row and its index entries instead of
/// three. <c>seq</c> is the sequence of its first entry and holds the time of the batch in its upper bits
/// (<see cref="JournalSequence"/>), so that rows are appended, and a time needs no index.
/// </summary>
internal static class JournalSchema
{
    private static readonly string[] _migrations =
    [
        """
        CREATE TABLE record (
            seq INTEGER PRIMARY KEY,
            message_id BLOB NOT NULL,
            type TEXT NOT NULL,
            correlation_id BLOB NULL,
            causation_id BLOB NULL,
            entries BLOB NOT NULL
        );
        CREATE INDEX record_by_message ON record (message_id);
        CREATE INDEX record_by_type ON record (type);
        CREATE INDEX record_by_correlation ON record (correlation_id) WHERE correlation_id IS NOT NULL;
        CREATE TABLE gap (
            to_at INTEGER NOT NULL,
            from_at INTEGER NOT NULL,
            lost INTEGER NULL
        );
        CREATE INDEX gap_by_time ON gap (to_at);
        CREATE TABLE state (closed_at INTEGER NULL, opened_at INTEGER NOT NULL);
        INSERT INTO state (closed_at, opened_at) VALUES (0, 0);
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
                + "Start the newer program, or move the file away: the journal then begins anew.");
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
