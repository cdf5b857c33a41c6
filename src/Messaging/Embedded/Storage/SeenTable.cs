namespace Messaging.Embedded;

/// <summary>
/// The ids published to one queue within its dedupe window. Two generations: ids go into the present one; when that is a
/// window old the other one is emptied, which costs no search, and becomes the present one. Used by the writer's thread only.
/// </summary>
internal sealed class SeenTable
{
    private readonly SqliteConnection _connection;
    private readonly long _queueId;
    private readonly SqliteStatement[] _find = new SqliteStatement[2];
    private readonly SqliteStatement[] _put = new SqliteStatement[2];
    private long _generation;
    private long? _beganAt;

    public SeenTable(SqliteConnection connection, long queueId)
    {
        _connection = connection;
        _queueId = queueId;
        for (var i = 0; i < 2; i++)
        {
            connection.Execute($"CREATE TABLE IF NOT EXISTS seen_{queueId}_{i} (id TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID");
            _find[i] = connection.Prepare($"SELECT 1 FROM seen_{queueId}_{i} WHERE id = ? AND at > ?");
            _put[i] = connection.Prepare($"INSERT OR REPLACE INTO seen_{queueId}_{i} (id, at) VALUES (?, ?)");
        }

        var select = connection.Prepare("SELECT generation, began_at FROM seen_generation WHERE queue_id = ?").Bind(1, queueId);
        if (select.Step())
            (_generation, _beganAt) = (select.Int64(0), select.Int64(1));
        connection.Forget(select);
    }

    /// <summary>Whether the id is new within the window; from now on it is not.</summary>
    public bool TryAdd(string messageId, long now, TimeSpan window)
    {
        var since = now - (long)window.TotalMilliseconds;
        for (var i = 0; i < 2; i++)
        {
            var found = _find[i].Bind(1, messageId).Bind(2, since).Step();
            _find[i].Reset();
            if (found)
                return false;
        }

        if (_beganAt is null || _beganAt <= since)
            Begin(1 - _generation, now);
        _put[_generation].Bind(1, messageId).Bind(2, now).Run();
        return true;
    }

    public static void Drop(SqliteConnection connection, long queueId) => connection.Execute($"""
        DROP TABLE IF EXISTS seen_{queueId}_0;
        DROP TABLE IF EXISTS seen_{queueId}_1;
        DELETE FROM seen_generation WHERE queue_id = {queueId};
        """);

    private void Begin(long generation, long now)
    {
        _connection.Execute($"""
            DELETE FROM seen_{_queueId}_{generation};
            INSERT OR REPLACE INTO seen_generation (queue_id, generation, began_at) VALUES ({_queueId}, {generation}, {now});
            """);
        (_generation, _beganAt) = (generation, now);
    }
}
