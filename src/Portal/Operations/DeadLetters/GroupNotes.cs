using System.Collections.Concurrent;
using Messaging;
using Microsoft.Data.Sqlite;
using Portal.Client.DeadLetters;
using Portal.Data;

namespace Portal.Operations.DeadLetters;

/// <summary>
/// What people wrote about groups of failures, in <c>desk-notes.db</c>: the index can be made anew at any time, this cannot. All in
/// memory, too; there are as many as people write.
/// </summary>
internal sealed class GroupNotes(string directory, TimeProvider time) : IDatabaseMigration, IDisposable
{
    private readonly ConcurrentDictionary<string, Written> _notes = new(StringComparer.Ordinal);
    private readonly WriteGate _gate = new();
    private readonly string _connectionString = SqliteFile.ConnectionString(directory, "desk-notes");

    public Written? Of(string group) => _notes.GetValueOrDefault(group);

    public async Task WriteAsync(string group, GroupNote note, string by, CancellationToken cancellationToken)
    {
        using var pass = await _gate.EnterAsync(cancellationToken);
        await using var connection = Open();
        using var statement = Statement.Of(connection, """
            INSERT INTO note (group_id, note, owner, by, at, changes) VALUES ($1, $2, $3, $4, $5, 1)
            ON CONFLICT (group_id) DO UPDATE SET note = $2, owner = $3, by = $4, at = $5, changes = changes + 1 RETURNING changes
            """);
        var changes = statement.Number(group, note.Note, note.Owner, by, time.GetUtcNow().ToUnixTimeMilliseconds());
        _notes[group] = new Written(note.Note, note.Owner, changes!.Value);
    }

    /// <summary>Version 1 is the first.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode=WAL;
            CREATE TABLE IF NOT EXISTS note (
                group_id TEXT PRIMARY KEY,
                note TEXT NULL,
                owner TEXT NULL,
                by TEXT NOT NULL,
                at INTEGER NOT NULL,
                changes INTEGER NOT NULL
            ) WITHOUT ROWID;
            PRAGMA user_version = 1;
            """;
        command.ExecuteNonQuery();
        command.CommandText = "SELECT group_id, note, owner, changes FROM note";
        using var rows = command.ExecuteReader();
        while (rows.Read())
            _notes[rows.GetString(0)] = new Written(rows.TextOrNull(1), rows.TextOrNull(2), rows.GetInt64(3));
        return Task.CompletedTask;
    }

    public void Dispose() => _gate.Dispose();

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        SqlitePragmas.Apply(connection);
        return connection;
    }

    /// <param name="Note">The note, or null.</param>
    /// <param name="Owner">Who looks after the group, or null.</param>
    /// <param name="Changes">How often this was written.</param>
    internal sealed record Written(string? Note, string? Owner, long Changes);
}
