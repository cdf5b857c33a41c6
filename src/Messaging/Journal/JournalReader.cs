namespace Messaging;

/// <summary>
/// Reads <c>journal.db</c> on a connection of its own, beside the writer's thread. Reads are bounded, one at a time, and never
/// checkpoint.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    /// <summary>How much later than it happened an entry may have been written: what came before a time is looked for up to so long after it.</summary>
    private const long Slack = 5 * 60 * 1000;

    private const string Columns = "seq, message_id, type, correlation_id, causation_id, entries";

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _ofMessage;
    private readonly SqliteStatement _ofConversation;
    private readonly SqliteStatement _ofType;
    private readonly SqliteStatement _all;
    private readonly SqliteStatement _gaps;
    private readonly Lock _lock = new();

    public JournalReader(string path)
    {
        _connection = SqliteConnection.Open(path, readOnly: true);
        _connection.Execute("PRAGMA query_only=ON");
        _ofMessage = _connection.Prepare($"SELECT {Columns} FROM record WHERE message_id = ?1 ORDER BY seq LIMIT ?2");
        _ofConversation = _connection.Prepare($"""
            SELECT {Columns} FROM record WHERE message_id = ?1 AND correlation_id IS NULL
            UNION ALL SELECT {Columns} FROM record WHERE correlation_id = ?1
            ORDER BY seq LIMIT ?2
            """);
        _ofType = _connection.Prepare(
            $"SELECT {Columns} FROM record WHERE type = ?4 AND seq >= ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3");
        _all = _connection.Prepare($"SELECT {Columns} FROM record WHERE seq >= ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3");
        _gaps = _connection.Prepare("SELECT from_at, to_at, lost FROM gap WHERE to_at >= ? ORDER BY to_at DESC LIMIT 1000");
    }

    public List<JournalEntry> Message(string messageId) => ById(_ofMessage, messageId, 1000);

    public List<JournalEntry> Conversation(string correlationId, int max) => ById(_ofConversation, correlationId, Math.Clamp(max, 1, 10_000));

    public JournalPage List(JournalQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, 1000);
        var from = query.From is { } begin ? JournalSequence.Of(begin.ToUnixTimeMilliseconds()) : 0;
        var to = query.To is { } end ? JournalSequence.Of(end.ToUnixTimeMilliseconds() + Slack) : long.MaxValue;
        var found = new List<JournalEntry>();
        lock (_lock)
        {
            var statement = query.Type is null ? _all : _ofType.Bind(4, query.Type);
            statement.Bind(1, from).Bind(2, Math.Min(to, query.Before ?? long.MaxValue)).Bind(3, limit);
            var (rows, last) = Read(statement, found);
            found.RemoveAll(e => e.At < query.From || e.At >= query.To);
            found.Sort((a, b) => b.Sequence.CompareTo(a.Sequence));
            return new JournalPage(found, rows == limit ? last : null);
        }
    }

    public List<JournalGap> Gaps(DateTimeOffset? from)
    {
        lock (_lock)
        {
            var gaps = new List<JournalGap>();
            _gaps.Bind(1, from?.ToUnixTimeMilliseconds() ?? 0);
            while (_gaps.Step())
            {
                gaps.Add(new JournalGap(
                    DateTimeOffset.FromUnixTimeMilliseconds(_gaps.Int64(0)),
                    DateTimeOffset.FromUnixTimeMilliseconds(_gaps.Int64(1)),
                    _gaps.NullableInt64(2)));
            }

            return gaps;
        }
    }

    /// <summary>Waits for a read that is under way: SQLite must not be closed under it.</summary>
    public void Dispose()
    {
        lock (_lock)
            _connection.Dispose();
    }

    private List<JournalEntry> ById(SqliteStatement statement, string id, int max)
    {
        var found = new List<JournalEntry>();
        if (id.Length is 0 or > Messaging.Message.MaxNameLength)
            return found;
        Span<byte> buffer = stackalloc byte[JournalId.MaxLength];
        lock (_lock)
        {
            statement.Bind(1, JournalId.Write(id, buffer)).Bind(2, max);
            Read(statement, found);
        }

        found.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return found;
    }

    private static (int Rows, long Last) Read(SqliteStatement row, List<JournalEntry> into)
    {
        var (rows, last) = (0, 0L);
        while (row.Step())
        {
            rows++;
            last = row.Int64(0);
            JournalRecord.Read(
                last,
                JournalId.Read(row.Blob(1)),
                row.Text(2),
                row.IsNull(3) ? null : JournalId.Read(row.Blob(3)),
                row.IsNull(4) ? null : JournalId.Read(row.Blob(4)),
                row.Blob(5),
                into);
        }

        return (rows, last);
    }
}
