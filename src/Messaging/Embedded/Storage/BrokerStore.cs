using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Messaging.Embedded;

/// <summary>
/// <c>broker.db</c> as the writer's thread sees it. This is the one connection that writes and checkpoints: SQLite up to
/// 3.51.2 can corrupt a WAL when two do (sqlite.org, "WAL-reset bug").
/// </summary>
internal sealed class BrokerStore : IDisposable
{
    /// <summary>From so many messages on a queue's depth is kept instead of counted at the start.</summary>
    private const long KeptFrom = 50_000;

    private const long Unknown = -1;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<long, QueueTable> _tables = [];
    private readonly Dictionary<long, SeenTable> _seen = [];
    private readonly BatchWriter _batches = new();
    private readonly List<QueueTable> _touched = [];
    private readonly SqliteStatement _writeDepth;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly HeldRead _read;

    public BrokerStore(string path, Durability durability, StoreHealth health, ILogger logger)
    {
        Path = path;
        if (durability == Durability.Full)
            WalRewrite.Run(path + "-wal");
        _connection = SqliteConnection.Open(path, readOnly: false, GatheringVfs.BeforeDefault());
        try
        {
            if (health.IsNotSynced)
                _connection.KeepWalOnClose();
            StoreDamage.CheckContent(_connection);
            _connection.Execute(Pragmas(durability));
            _read = new HeldRead(_connection);
            Wal = new WalUpkeep(_connection, _read, health, logger); // before anything is written
            StoreDamage.Mark(_connection, durability);
            BrokerSchema.Migrate(_connection);
            DeadLetters = new DeadLetterTable(_connection);
            SharedBodies = new SharedBodyTable(_connection);
            _writeDepth = _connection.Prepare("UPDATE depth SET ready = ?2, delayed = ?3, last_seq = ?4 WHERE queue_id = ?1");
            _begin = _connection.Prepare("BEGIN IMMEDIATE");
            _commit = _connection.Prepare("COMMIT");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public string Path { get; }

    public DeadLetterTable DeadLetters { get; }

    public SharedBodyTable SharedBodies { get; }

    /// <summary>Its write-ahead log.</summary>
    public WalUpkeep Wal { get; }

    /// <summary>
    /// The settings of the writer's connection. 8 KiB pages and a checkpoint every 4,000 of them: measured, p99 of a commit
    /// 0.8 ms instead of 3.0. Deleted messages are not overwritten with zeros, as some builds do by default: that writes every
    /// freed page once more. 16 MiB of cache, so that a large transaction is not written before its time.
    /// </summary>
    public static string Pragmas(Durability durability) =>
        "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=4000; PRAGMA secure_delete=OFF; PRAGMA cache_size=-16384; "
        + (durability == Durability.Full ? "PRAGMA synchronous=FULL;" : "PRAGMA synchronous=NORMAL;");

    /// <summary>Begins a transaction.</summary>
    /// <param name="isShort">Whether it only has short commands (<see cref="WriterCommand.IsShort"/>): others may drop a table.</param>
    public void Begin(bool isShort = false)
    {
        if (isShort)
            _read.Hold();
        else
            _read.LetGo();
        try
        {
            _begin.Step();
        }
        catch (SqliteException e) when (e.IsBusy && _read.IsHeld)
        {
            // Another process writes, or has written meanwhile: somebody who repairs by hand. SQLite waits for nobody while this one reads.
            _read.LetGo();
            _begin.Step();
        }
    }

    /// <summary>Writes what was put off to the end of the transaction, without ending it.</summary>
    public void Flush()
    {
        foreach (var table in _touched)
            table.Flush();
        SharedBodies.Flush();
        foreach (var table in _touched)
            WriteDepth(table);
    }

    /// <summary>Ends the transaction. After <see cref="Flush"/>.</summary>
    public void Commit()
    {
        _commit.Step();
        Wal.Committed();
        foreach (var table in _touched)
            table.Committed();
        _touched.Clear();
    }

    /// <summary>Undoes what is open; SQLite may have done so itself after a severe error.</summary>
    public void Rollback()
    {
        foreach (var table in _touched)
            table.Undone();
        _touched.Clear();
        SharedBodies.Undone();
        _seen.Clear();
        _read.LetGo();
        if (_connection.InTransaction)
            _connection.Execute("ROLLBACK");
    }

    public QueueTable Table(long queueId)
    {
        if (!_tables.TryGetValue(queueId, out var table))
        {
            var (depth, isKept) = ReadDepth(queueId);
            _tables[queueId] = table = new QueueTable(_connection, SharedBodies, _batches, _touched, queueId, depth, isKept);
        }

        return table;
    }

    /// <summary>The keys under which something was published once, with the queue; the number is no queue's.</summary>
    public SeenTable SeenKeys => Seen(0);

    /// <summary>The ids that were published to a queue lately.</summary>
    public SeenTable Seen(long queueId)
    {
        if (!_seen.TryGetValue(queueId, out var seen))
            _seen[queueId] = seen = new SeenTable(_connection, queueId);
        return seen;
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
        var select = _connection.Prepare("SELECT topic, name, queue, types, headers FROM subscription ORDER BY topic, name");
        while (select.Step())
        {
            subscriptions.Add(new Subscription(
                select.Text(0),
                select.Text(1),
                select.Text(2),
                select.NullableText(3) is { } types ? Read<string[]>(types) : null,
                select.NullableText(4) is { } headers ? Read<Dictionary<string, string>>(headers) : null));
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

    /// <summary>The ordering keys of a queue that wait for a dead letter of theirs.</summary>
    public List<string> HeldKeys(string queue)
    {
        var keys = new List<string>();
        var select = _connection.Prepare(
            "SELECT DISTINCT held_key FROM dead_letter WHERE queue = ? AND held_key IS NOT NULL AND status = 0").Bind(1, queue);
        while (select.Step())
            keys.Add(select.Text(0));
        _connection.Forget(select);
        return keys;
    }

    public long FailedDeadLetters(string queue) => Count("SELECT COUNT(*) FROM dead_letter WHERE status = 0 AND queue = ?", queue);

    public bool HasQueue(string name) => Count("SELECT COUNT(*) FROM queue WHERE name = ?", name) > 0;

    public long CreateQueue(string name, QueueOptions options)
    {
        Run("INSERT INTO queue (name, options) VALUES (?1, ?2)", name, JsonSerializer.Serialize(options));
        var id = _connection.LastInsertRowId;
        QueueTable.Create(_connection, id);
        _connection.Execute($"INSERT INTO depth (queue_id, ready, delayed, last_seq) VALUES ({id}, {Unknown}, {Unknown}, 0)");
        return id;
    }

    public void SetOptions(string name, QueueOptions options) =>
        Run("UPDATE queue SET options = ?2 WHERE name = ?1", name, JsonSerializer.Serialize(options));

    /// <summary>What a program wanted of the queue the last time it started; null for none.</summary>
    public QueueOptions? Declared(string name)
    {
        var select = _connection.Prepare("SELECT declared FROM queue WHERE name = ?").Bind(1, name);
        var declared = select.Step() && select.NullableText(0) is { } json ? Read<QueueOptions>(json) : null;
        _connection.Forget(select);
        return declared;
    }

    public void SetDeclared(string name, QueueOptions options) =>
        Run("UPDATE queue SET declared = ?2 WHERE name = ?1", name, JsonSerializer.Serialize(options));

    public void SetPaused(string name, bool paused) => Run("UPDATE queue SET paused = ?2 WHERE name = ?1", name, paused ? "1" : "0");

    public void DeleteQueue(long id, string name)
    {
        Table(id).Drop();
        _tables.Remove(id);
        SeenTable.Drop(_connection, id);
        _seen.Remove(id);
        _connection.Execute($"DELETE FROM depth WHERE queue_id = {id}");
        Run("DELETE FROM subscription WHERE queue = ?1", name);
        Run("DELETE FROM queue WHERE name = ?1", name);
    }

    public void CreateTopic(string name) => Run("INSERT INTO topic (name) VALUES (?1) ON CONFLICT DO NOTHING", name);

    public void PutSubscription(Subscription subscription) => Run(
        "INSERT OR REPLACE INTO subscription (topic, name, queue, types, headers) VALUES (?1, ?2, ?3, ?4, ?5)",
        subscription.Topic,
        subscription.Name,
        subscription.Queue,
        subscription.Types is null ? null : JsonSerializer.Serialize(subscription.Types),
        subscription.Headers is null ? null : JsonSerializer.Serialize(subscription.Headers));

    public void DeleteSubscription(string topic, string name) =>
        Run("DELETE FROM subscription WHERE topic = ?1 AND name = ?2", topic, name);

    public void Dispose() => _connection.Dispose();

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json) ?? throw new InvalidDataException($"'{json}' is no {typeof(T).Name}.");

    /// <summary>
    /// A large queue's depth is written with each of its transactions; that of a small one is only noted as unknown, once, and
    /// counted at the next opening: to write it would cost a page for each commit.
    /// </summary>
    private void WriteDepth(QueueTable table)
    {
        var depth = table.Depth;
        if (depth.Total >= KeptFrom)
            _writeDepth.Bind(1, table.QueueId).Bind(2, depth.Ready).Bind(3, depth.Delayed).Bind(4, depth.LastSequence).Run();
        else if (table.IsDepthKept)
            _writeDepth.Bind(1, table.QueueId).Bind(2, Unknown).Bind(3, Unknown).Bind(4, depth.LastSequence).Run();
        table.IsDepthKept = depth.Total >= KeptFrom;
    }

    /// <summary>The depth as stored, or counted where it was not; and which of it was.</summary>
    private (QueueDepth Depth, bool IsKept) ReadDepth(long queueId)
    {
        var depth = Depth(queueId);
        if (depth.Ready != Unknown)
            return (depth, true);

        // A sequence that a held dead letter will need again is not given out either.
        var last = new[]
        {
            depth.LastSequence,
            _connection.Scalar($"SELECT COALESCE(MAX(seq), 0) FROM ready_{queueId}"),
            _connection.Scalar($"SELECT COALESCE(MAX(seq), 0) FROM delayed_{queueId}"),
            BatchTable.LastSequence(_connection, queueId),
            _connection.Scalar($"SELECT COALESCE(MAX(held_seq), 0) FROM dead_letter WHERE queue = (SELECT name FROM queue WHERE id = {queueId})"
                + " AND held_key IS NOT NULL AND status = 0"),
        }.Max();
        var counted = new QueueDepth(
            _connection.Scalar($"SELECT COUNT(*) FROM ready_{queueId}") + BatchTable.Count(_connection, queueId),
            _connection.Scalar($"SELECT COUNT(*) FROM delayed_{queueId}"),
            last);
        return (counted, false);
    }

    private QueueDepth Depth(long queueId)
    {
        var select = _connection.Prepare("SELECT ready, delayed, last_seq FROM depth WHERE queue_id = ?").Bind(1, queueId);
        var depth = select.Step() ? new QueueDepth(select.Int64(0), select.Int64(1), select.Int64(2)) : default;
        _connection.Forget(select);
        return depth;
    }

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
