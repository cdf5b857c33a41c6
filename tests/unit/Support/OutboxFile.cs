using System.Data.Common;
using Messaging;
using Microsoft.Data.Sqlite;

namespace Unit.Support;

/// <summary>A service's database with an outbox and an inbox and a table of effects, through Microsoft.Data.Sqlite.</summary>
internal sealed class OutboxFile : IDisposable
{
    private readonly TempDirectory? _directory;
    private readonly string _connectionString;

    public OutboxFile()
        : this(new TempDirectory())
    {
    }

    /// <summary>In a directory of somebody else's, as it is there, or new.</summary>
    public OutboxFile(string directory)
    {
        SqliteNative.Use();
        var path = Path.Combine(directory, "service.db");
        var isNew = !File.Exists(path);
        _connectionString = $"Data Source={path};Pooling=False";
        Database = new OutboxDatabase("service", OpenAsync, Gate);
        if (isNew)
            Execute("PRAGMA journal_mode=WAL; CREATE TABLE effect (what TEXT NOT NULL);" + OutboxSchema.Create);
    }

    private OutboxFile(TempDirectory directory)
        : this(directory.Path) => _directory = directory;

    public WriteGate Gate { get; } = new();

    public OutboxDatabase Database { get; }

    public long Waiting => Scalar("SELECT COUNT(*) FROM outbox");

    public long Effects => Scalar("SELECT COUNT(*) FROM effect");

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new Microsoft.Data.Sqlite.SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Does <paramref name="work"/> in a transaction behind the gate; commits when it answers true.</summary>
    public async Task WriteAsync(Func<DbTransaction, Task<bool>> work)
    {
        using var pass = await Gate.EnterAsync(CancellationToken.None);
        await using var connection = await OpenAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        if (await work(transaction))
            await transaction.CommitAsync();
    }

    public static async Task AddEffectAsync(DbTransaction transaction, string what)
    {
        await using var insert = transaction.Connection!.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO effect (what) VALUES (@what)";
        insert.Parameters.Add(new SqliteParameter("@what", what));
        await insert.ExecuteNonQueryAsync();
    }

    public void Dispose()
    {
        Gate.Dispose();
        _directory?.Dispose();
    }

    private void Execute(string sql) => Command(sql, c => c.ExecuteNonQuery());

    private long Scalar(string sql) => Command(sql, c => (long)c.ExecuteScalar()!);

    private T Command<T>(string sql, Func<DbCommand, T> run)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(_connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return run(command);
    }
}
