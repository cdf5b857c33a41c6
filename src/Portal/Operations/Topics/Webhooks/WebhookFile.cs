using Messaging;
using Microsoft.Data.Sqlite;
using Portal.Data;

namespace Portal.Operations.Topics.Webhooks;

/// <summary>Webhooks in <c>webhooks.db</c>, each a row of JSON; there are as many as people make. Version 1 is the first.</summary>
internal sealed class WebhookFile(string directory) : IDisposable
{
    private readonly WriteGate _gate = new();
    private readonly string _connectionString = SqliteFile.ConnectionString(directory, "webhooks");

    public IReadOnlyList<string> Open()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode=WAL;
            CREATE TABLE IF NOT EXISTS webhook (topic TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (topic, name)) WITHOUT ROWID;
            PRAGMA user_version = 1;
            """;
        command.ExecuteNonQuery();
        using var statement = Statement.Of(connection, "SELECT value FROM webhook");
        return statement.All(row => row.GetString(0));
    }

    public Task PutAsync(string topic, string name, string value, CancellationToken cancellationToken) => RunAsync(
        "INSERT INTO webhook (topic, name, value) VALUES ($1, $2, $3) ON CONFLICT (topic, name) DO UPDATE SET value = $3", cancellationToken, topic, name, value);

    public Task DeleteAsync(string topic, string name, CancellationToken cancellationToken) =>
        RunAsync("DELETE FROM webhook WHERE topic = $1 AND name = $2", cancellationToken, topic, name);

    public void Dispose() => _gate.Dispose();

    private async Task RunAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        using var pass = await _gate.EnterAsync(cancellationToken);
        await using var connection = Connect();
        using var statement = Statement.Of(connection, sql);
        statement.Run(values);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        SqlitePragmas.Apply(connection);
        return connection;
    }
}
