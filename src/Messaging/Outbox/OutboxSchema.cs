namespace Messaging;

/// <summary>The two tables a database needs to take part: run <see cref="Create"/> in its first migration.</summary>
public static class OutboxSchema
{
    /// <summary>
    /// SQLite. The outbox numbers with AUTOINCREMENT because the relay deletes up to a number: without it SQLite would hand
    /// out the numbers of deleted rows again, and a late delete could take a new message with it.
    /// </summary>
    public const string Create = """
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            destination TEXT NOT NULL,
            due_at INTEGER NULL,
            head BLOB NOT NULL,
            body BLOB NOT NULL
        );
        CREATE TABLE inbox (
            message_id TEXT NOT NULL,
            handler TEXT NOT NULL,
            handled_at INTEGER NOT NULL,
            PRIMARY KEY (message_id, handler)
        ) WITHOUT ROWID;
        """;
}
