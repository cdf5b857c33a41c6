using System.Data.Common;
using Messaging;
using Microsoft.Data.Sqlite;

namespace Bench.Chaos;

/// <summary>The database of a service with an outbox and an inbox: what it sent, and what effect that had.</summary>
internal sealed class ServiceFile : IDisposable
{
    private readonly string _connectionString;
    private readonly WriteGate _gate = new();

    public ServiceFile(string directory)
    {
        SqliteNative.Use();
        _connectionString = $"Data Source={Path.Combine(directory, "service.db")};Pooling=False";
        Database = new OutboxDatabase("service", OpenAsync, _gate);
    }

    public OutboxDatabase Database { get; }

    public void Create()
    {
        using var connection = Open();
        Execute(connection, "PRAGMA journal_mode=WAL");
        if (Ids(connection, "SELECT name FROM sqlite_master WHERE name = 'sent'").Count > 0)
            return;
        Execute(connection, "BEGIN; CREATE TABLE effect (id TEXT NOT NULL); CREATE TABLE sent (id TEXT NOT NULL);" + OutboxSchema.Create + "COMMIT");
    }

    /// <summary>Changes state and appends a message in one transaction.</summary>
    public Task SendAsync(Message message) => WriteAsync(async transaction =>
    {
        Execute(transaction.Connection!, "INSERT INTO sent (id) VALUES ($id)", message.Id, transaction);
        var outgoing = new OutgoingMessage(Destination.Queue(ChaosQueues.Effects), message);
        await new SqlOutbox().AppendAsync(transaction, [outgoing], CancellationToken.None);
    });

    /// <summary>The handler: takes effect once for each message, if it asks its inbox.</summary>
    public Task HandleAsync(Delivery delivery, bool askInbox) => WriteAsync(async transaction =>
    {
        var context = new MessageContext(delivery.Queue, delivery.Message, "chaos", delivery.DeliveryCount);
        if (!askInbox || await new SqlInbox(TimeProvider.System).TryEnterAsync(transaction, context, CancellationToken.None))
            Execute(transaction.Connection!, "INSERT INTO effect (id) VALUES ($id)", delivery.Message.Id, transaction);
    });

    public List<string> Sent() => Read("SELECT id FROM sent");

    public List<string> Effects() => Read("SELECT id FROM effect");

    public bool OutboxIsEmpty() => Read("SELECT seq FROM outbox LIMIT 1").Count == 0;

    public string Integrity() => Read("PRAGMA integrity_check")[0];

    public void Dispose() => _gate.Dispose();

    private async Task WriteAsync(Func<DbTransaction, Task> work)
    {
        using var pass = await _gate.EnterAsync(CancellationToken.None);
        await using var connection = Open();
        await using var transaction = connection.BeginTransaction(deferred: false);
        await work(transaction);
        await transaction.CommitAsync();
    }

    private Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => Task.FromResult<DbConnection>(Open());

    private Microsoft.Data.Sqlite.SqliteConnection Open()
    {
        var connection = new Microsoft.Data.Sqlite.SqliteConnection(_connectionString);
        connection.Open();

        // A kill takes nothing from the system's cache: here nobody cuts the power.
        Execute(connection, "PRAGMA synchronous=OFF");
        return connection;
    }

    private List<string> Read(string sql)
    {
        using var connection = Open();
        return Ids(connection, sql);
    }

    private static List<string> Ids(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var ids = new List<string>();
        while (rows.Read())
            ids.Add(rows.GetValue(0).ToString()!);
        return ids;
    }

    private static void Execute(DbConnection connection, string sql, string? id = null, DbTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        if (id is not null)
            command.Parameters.Add(new SqliteParameter("$id", id));
        command.ExecuteNonQuery();
    }
}
