using Microsoft.Data.Sqlite;
using Portal.Security.Audit.Storing;

namespace Portal.Security.Audit.Reading;

/// <summary>A connection that reads <c>audit.db</c>, in one read transaction, on a thread of the pool: SQLite blocks.</summary>
internal sealed class AuditReader(AuditWriter writer)
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = writer.Path,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = true,
    }.ToString();

    public Task<T> AskAsync<T>(Func<SqliteConnection, T> ask, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            using var connection = new SqliteConnection(_connectionString);
            connection.Open();
            Run(connection, "PRAGMA query_only=ON; PRAGMA wal_autocheckpoint=0; BEGIN");
            try
            {
                return ask(connection);
            }
            finally
            {
                Run(connection, "COMMIT"); // the connection goes back to the pool
            }
        },
        cancellationToken);

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
