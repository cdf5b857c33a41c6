using System.Text.Json;

namespace Messaging.Embedded;

/// <summary>
/// <c>broker.db</c> as the writer's thread sees it. This is the one connection that writes and checkpoints: SQLite up to
/// 3.51.2 can corrupt a WAL when two do (sqlite.org, "WAL-reset bug").
/// </summary>
internal sealed class BrokerStore : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<long, QueueTable> _tables = [];

    public BrokerStore(string path, Durability durability)
    {
        Path = path;
        _connection = SqliteConnection.Open(path, readOnly: false);
        try
        {
            // 8 KiB pages and a checkpoint every 4,000 of them: measured, p99 of a commit 0.8 ms instead of 3.0.
            _connection.Execute("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=4000;");
            _connection.Execute(durability == Durability.Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            BrokerSchema.Migrate(_connection);
            DeadLetters = new DeadLetterTable(_connection);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public string Path { get; }

    public DeadLetterTable DeadLetters { get; }

    public void Begin() => _connection.Execute("BEGIN IMMEDIATE");

    public void Commit() => _connection.Execute("COMMIT");

    /// <summary>Undoes what is open; SQLite may have done so itself after a severe error.</summary>
    public void Rollback()
    {
        if (_connection.InTransaction)
            _connection.Execute("ROLLBACK");
    }

    public QueueTable Table(long queueId)
    {
        if (!_tables.TryGetValue(queueId, out var table))
            _tables[queueId] = table = new QueueTable(_connection, queueId);
        return table;
    }

    public List<(long Id, string Name, QueueOptions Options, bool Paused)> Queues()
    {
        var queues = new List<(long, string, QueueOptions, bool)>();
        var select = _connection.Prepare("SELECT id, name, options, paused FROM queue ORDER BY id");
        while (select.Step())
            queues.Add((select.Int64(0), select.Text(1), Read<QueueOptions>(select.Text(2)), select.Int64(3) != 0));
        _connection.Forget(select);
        return queues;
    }

    public List<Subscription> Subscriptions()
    {
        var subscriptions = new List<Subscription>();
        var select = _connection.Prepare("SELECT topic, name, queue, types FROM subscription ORDER BY topic, name");
        while (select.Step())
        {
            subscriptions.Add(new Subscription(
                select.Text(0), select.Text(1), select.Text(2), select.NullableText(3) is { } types ? Read<string[]>(types) : null));
        }

        _connection.Forget(select);
        return subscriptions;
    }

    public List<string> Topics()
    {
        var topics = new List<string>();
        var select = _connection.Prepare("SELECT name FROM topic");
        while (select.Step())
            topics.Add(select.Text(0));
        _connection.Forget(select);
        return topics;
    }

    public long FailedDeadLetters(string queue) => Count("SELECT COUNT(*) FROM dead_letter WHERE status = 0 AND queue = ?", queue);

    public bool HasQueue(string name) => Count("SELECT COUNT(*) FROM queue WHERE name = ?", name) > 0;

    public long CreateQueue(string name, QueueOptions options)
    {
        Run("INSERT INTO queue (name, options) VALUES (?1, ?2)", name, JsonSerializer.Serialize(options));
        var id = _connection.LastInsertRowId;
        QueueTable.Create(_connection, id);
        return id;
    }

    public void SetOptions(string name, QueueOptions options) =>
        Run("UPDATE queue SET options = ?2 WHERE name = ?1", name, JsonSerializer.Serialize(options));

    public void SetPaused(string name, bool paused) => Run("UPDATE queue SET paused = ?2 WHERE name = ?1", name, paused ? "1" : "0");

    public void DeleteQueue(long id, string name)
    {
        Table(id).Drop();
        _tables.Remove(id);
        Run("DELETE FROM subscription WHERE queue = ?1", name);
        Run("DELETE FROM queue WHERE name = ?1", name);
    }

    public void CreateTopic(string name) => Run("INSERT INTO topic (name) VALUES (?1) ON CONFLICT DO NOTHING", name);

    public void PutSubscription(Subscription subscription) => Run(
        "INSERT OR REPLACE INTO subscription (topic, name, queue, types) VALUES (?1, ?2, ?3, ?4)",
        subscription.Topic,
        subscription.Name,
        subscription.Queue,
        subscription.Types is null ? null : JsonSerializer.Serialize(subscription.Types));

    public void DeleteSubscription(string topic, string name) =>
        Run("DELETE FROM subscription WHERE topic = ?1 AND name = ?2", topic, name);

    public void Dispose() => _connection.Dispose();

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json) ?? throw new InvalidDataException($"'{json}' is no {typeof(T).Name}.");

    private long Count(string sql, string value)
    {
        var count = _connection.Prepare(sql).Bind(1, value);
        count.Step();
        var number = count.Int64(0);
        _connection.Forget(count);
        return number;
    }

    private void Run(string sql, params ReadOnlySpan<string?> values)
    {
        var statement = _connection.Prepare(sql);
        try
        {
            for (var i = 0; i < values.Length; i++)
                statement.Bind(i + 1, values[i]);
            statement.Run();
        }
        finally
        {
            _connection.Forget(statement);
        }
    }
}
