using Messaging;
using Microsoft.Data.Sqlite;

namespace Portal.Sandbox;

/// <summary>
/// The third parties' own memory, sandbox.db: a real one is on another machine and survives our crash, so does this. One
/// table, and one connection behind a lock. What was answered is committed before it is answered. Not promised: the newest
/// entries after a power cut (<c>synchronous=NORMAL</c>) - the other machine would not have had it.
/// </summary>
internal sealed class SandboxBooks : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode=WAL;
        PRAGMA synchronous=NORMAL;
        CREATE TABLE IF NOT EXISTS answers (
            seq INTEGER PRIMARY KEY,
            party TEXT NOT NULL,
            kind TEXT NOT NULL,
            key TEXT NULL,
            reference TEXT NOT NULL,
            request TEXT NOT NULL,
            status INTEGER NOT NULL,
            body TEXT NOT NULL,
            name TEXT NULL,
            at INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX IF NOT EXISTS answers_by_key ON answers (party, kind, key) WHERE key IS NOT NULL;
        CREATE INDEX IF NOT EXISTS answers_by_reference ON answers (reference);
        CREATE INDEX IF NOT EXISTS answers_by_name ON answers (name) WHERE name IS NOT NULL;
        """;

    private const int MaxRecords = 500;

    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    public SandboxBooks(string path, TimeProvider time)
    {
        _time = time;
        SqliteNative.Use();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = Schema;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Does it, or answers what was answered before for the same key. <paramref name="act"/> sees the books as they are and
    /// nothing comes in between.
    /// </summary>
    /// <exception cref="KeyReusedException">The key was used for another request.</exception>
    public SandboxAnswer DoOnce(SandboxCall call, Func<SandboxAnswer> act)
    {
        lock (_lock)
        {
            if (call.Key is { } key && FindByKey(call, key) is { } known)
                return known.Call.Request == call.Request ? known.Answer : throw new KeyReusedException(key);
            var answer = act();
            if (answer.IsRepeat)
                return answer;
            var insert = Command(
                "INSERT INTO answers (party, kind, key, reference, request, status, body, name, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                call.Party,
                call.Kind,
                call.Key,
                call.Reference,
                call.Request,
                answer.Status,
                answer.Body,
                answer.Name,
                _time.GetUtcNow().ToUnixTimeMilliseconds());
            insert.ExecuteNonQuery();
            return answer;
        }
    }

    /// <summary>The first entries of this kind, oldest first; of one reference, or of all.</summary>
    public IReadOnlyList<SandboxRecord> Find(string kind, string? reference) =>
        Select("kind = $1 AND ($2 IS NULL OR reference = $2)", kind, reference);

    /// <summary>The entry of this kind and name, or null.</summary>
    public SandboxRecord? FindByName(string kind, string name) => Select("kind = $1 AND name = $2", kind, name).FirstOrDefault();

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private SandboxRecord? FindByKey(SandboxCall call, string key) =>
        Select("kind = $1 AND party = $2 AND key = $3", call.Kind, call.Party, key).FirstOrDefault();

    private List<SandboxRecord> Select(string where, params ReadOnlySpan<object?> values)
    {
        lock (_lock)
        {
            var select = Command(
                $"SELECT party, kind, key, reference, request, status, body, name, at FROM answers WHERE {where} ORDER BY seq LIMIT {MaxRecords}",
                values);
            using var reader = select.ExecuteReader();
            var records = new List<SandboxRecord>();
            while (reader.Read())
            {
                var call = new SandboxCall(
                    reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3), reader.GetString(4));
                var answer = new SandboxAnswer(reader.GetInt32(5), reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetString(7));
                records.Add(new SandboxRecord(call, answer, DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(8))));
            }

            return records;
        }
    }

    /// <summary>Prepared once and kept: with the connection to itself, under the lock.</summary>
    private SqliteCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
                command.Parameters.AddWithValue($"${i + 1}", null);
            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
