using Microsoft.Data.Sqlite;

namespace Portal.Operations.DeadLetters.Index;

/// <summary>
/// The schema of <c>desk.db</c>. Everything in it is made of <c>broker.db</c>, so there are no migrations: a file of another version
/// is thrown away and made anew (docs/adr/0016).
///
/// <c>doc</c> is a letter's place in every list: the time at which it last failed, and a few bits more so that no two have the same.
/// A <c>site</c> is a group of failures, a <c>cell</c> a group at one queue: whatever a list is filtered by, besides status, time and
/// text, comes down to a few cells. <c>tally</c> counts letters by cell, status and hour, so that nobody counts rows. Of the text only
/// the words are kept, each once; what every failure of a site has in common is a <c>shape</c>, stored and indexed once. The index of the
/// words is in ranges of places (<see cref="TextTable"/>), so that what a search costs is bounded range by range.
/// </summary>
internal static class IndexSchema
{
    public const int Version = 2;

    /// <summary>The bits of <c>doc</c> below the time.</summary>
    public const int DocBits = 10;

    public const long HourMs = 3_600_000;

    public static void Create(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            BEGIN IMMEDIATE;
            CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE site (
                id INTEGER PRIMARY KEY,
                key TEXT NOT NULL UNIQUE,
                type TEXT NOT NULL,
                exception_type TEXT NULL,
                top_frame TEXT NULL,
                reason TEXT NOT NULL,
                exception_message TEXT NULL,
                first_failed_at INTEGER NOT NULL,
                last_failed_at INTEGER NOT NULL,
                last_replayed_at INTEGER NULL,
                came_back INTEGER NOT NULL,
                version INTEGER NOT NULL
            );
            CREATE INDEX site_by_failure ON site (last_failed_at);
            CREATE TABLE cell (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, site INTEGER NOT NULL, UNIQUE (queue, site));
            CREATE INDEX cell_by_site ON cell (site);
            CREATE TABLE tally (
                cell INTEGER NOT NULL,
                status INTEGER NOT NULL,
                hour INTEGER NOT NULL,
                letters INTEGER NOT NULL,
                PRIMARY KEY (cell, status, hour)
            ) WITHOUT ROWID;
            CREATE TABLE letter (
                doc INTEGER PRIMARY KEY,
                id INTEGER NOT NULL UNIQUE,
                version INTEGER NOT NULL,
                cell INTEGER NOT NULL,
                status INTEGER NOT NULL,
                status_at INTEGER NOT NULL,
                message_id TEXT NOT NULL,
                reason TEXT NOT NULL,
                exception_message TEXT NULL,
                attempts INTEGER NOT NULL,
                failures INTEGER NOT NULL,
                first_failed_at INTEGER NOT NULL,
                failed_at INTEGER NOT NULL,
                last_by TEXT NULL,
                edited_to TEXT NULL
            );
            CREATE INDEX letter_by_cell ON letter (cell, status);
            CREATE INDEX letter_by_status ON letter (status);
            CREATE INDEX letter_by_age ON letter (status, status_at) WHERE status >= 3;
            CREATE TABLE words (doc INTEGER PRIMARY KEY, words TEXT NOT NULL);
            CREATE VIRTUAL TABLE letter_text USING fts5 (words, content='', detail='none', columnsize=0, tokenize='ascii');
            CREATE TABLE text_range (id INTEGER PRIMARY KEY, first INTEGER NOT NULL UNIQUE, letters INTEGER NOT NULL);
            CREATE TABLE text_range_shape (range INTEGER NOT NULL, shape INTEGER NOT NULL, PRIMARY KEY (range, shape)) WITHOUT ROWID;
            INSERT INTO text_range VALUES (1, 0, 0);
            CREATE TABLE shape (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE);
            CREATE VIRTUAL TABLE shape_text USING fts5 (words, content='', detail='none', columnsize=0, tokenize='ascii');
            PRAGMA user_version = {Version};
            COMMIT;
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>The first place of a time, Unix milliseconds.</summary>
    public static long DocOf(long at) => at << DocBits;

    /// <summary>The time of a place, Unix milliseconds.</summary>
    public static long TimeOf(long doc) => doc >> DocBits;
}
