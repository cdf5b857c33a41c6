using System.Text;

namespace Messaging.Embedded;

/// <summary>
/// Reads dead letters on a connection of its own, beside the writer. Reads are short, one at a time, and never checkpoint.
/// </summary>
internal sealed class DeadLetterReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Lock _lock = new();

    public DeadLetterReader(string path)
    {
        _connection = SqliteConnection.Open(path, readOnly: true);
        _connection.Execute("PRAGMA query_only=ON");
    }

    public List<DeadLetter> List(DeadLetterQuery query)
    {
        var sql = new StringBuilder($"SELECT {DeadLetterRow.Columns} FROM dead_letter WHERE 1");
        if (query.Queue is not null)
            sql.Append(" AND queue = ?1");
        if (query.Type is not null)
            sql.Append(" AND type = ?2");
        if (query.Status is not null)
            sql.Append(query.Queue is null ? " AND +status = ?3" : " AND status = ?3"); // alone it is no way to them: nearly all have the same
        if (query.Text is not null)
        {
            sql.Append("""
                 AND (message_id LIKE ?4 ESCAPE '\' OR type LIKE ?4 ESCAPE '\' OR reason LIKE ?4 ESCAPE '\'
                     OR exception_type LIKE ?4 ESCAPE '\' OR exception_message LIKE ?4 ESCAPE '\')
                """);
        }

        if (query.After is not null)
            sql.Append(" AND (failed_at, id) < (?5, ?6)");
        sql.Append(" ORDER BY failed_at DESC, id DESC LIMIT ?7");
        lock (_lock)
        {
            using var select = new OwnedStatement(_connection, sql.ToString());
            if (query.Queue is not null)
                select.Statement.Bind(1, query.Queue);
            if (query.Type is not null)
                select.Statement.Bind(2, query.Type);
            if (query.Status is { } status)
                select.Statement.Bind(3, (long)status);
            if (query.Text is not null)
                select.Statement.Bind(4, Like(query.Text));
            if (query.After is { } after)
                select.Statement.Bind(5, after.FailedAt.ToUnixTimeMilliseconds()).Bind(6, after.Id);
            select.Statement.Bind(7, Math.Clamp(query.Limit, 1, 1000));
            var found = new List<DeadLetter>();
            while (select.Statement.Step())
                found.Add(DeadLetterRow.Read(select.Statement));
            return found;
        }
    }

    public DeadLetterContent? Find(string queue, string messageId)
    {
        lock (_lock)
        {
            using var select = new OwnedStatement(_connection, "SELECT id FROM dead_letter WHERE queue = ? AND message_id = ?");
            return select.Statement.Bind(1, queue).Bind(2, messageId).Step() ? Find(select.Statement.Int64(0)) : null;
        }
    }

    public DeadLetterContent? Find(long id)
    {
        lock (_lock)
        {
            using var select = new OwnedStatement(_connection, $"SELECT {DeadLetterRow.Columns}, head, body FROM dead_letter WHERE id = ?");
            if (!select.Statement.Bind(1, id).Step())
                return null;
            var letter = DeadLetterRow.Read(select.Statement);
            var message = DeadLetterRow.ReadMessage(select.Statement);
            using var events = new OwnedStatement(
                _connection, "SELECT at, what, by, note, operation FROM dead_letter_event WHERE dead_letter_id = ? ORDER BY rowid");
            events.Statement.Bind(1, id);
            var history = new List<DeadLetterHistory>();
            while (events.Statement.Step())
            {
                history.Add(new DeadLetterHistory(
                    DateTimeOffset.FromUnixTimeMilliseconds(events.Statement.Int64(0)),
                    events.Statement.Text(1),
                    events.Statement.NullableText(2),
                    events.Statement.NullableText(3),
                    events.Statement.NullableText(4)));
            }

            return new DeadLetterContent(letter, message, history);
        }
    }

    public long Count(DeadLetterStatus status)
    {
        lock (_lock)
            return _connection.Scalar($"SELECT COUNT(*) FROM dead_letter WHERE status = {(int)status}");
    }

    public DateTimeOffset? OldestOpen()
    {
        lock (_lock)
        {
            // The oldest has the lowest id; to look for it takes the index alone.
            using var select = new OwnedStatement(_connection, """
                SELECT first_failed_at FROM dead_letter WHERE id = (SELECT MIN(id) FROM dead_letter WHERE status IN (0, 2, 4))
                """);
            return select.Statement.Step() && select.Statement.NullableInt64(0) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
        }
    }

    /// <summary>Waits for a read that is under way: SQLite must not be closed under it.</summary>
    public void Dispose()
    {
        lock (_lock)
            _connection.Dispose();
    }

    private static string Like(string text) =>
        "%" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal) + "%";

    private readonly ref struct OwnedStatement(SqliteConnection connection, string sql)
    {
        public SqliteStatement Statement { get; } = connection.Prepare(sql);

        public void Dispose() => connection.Forget(Statement);
    }
}
