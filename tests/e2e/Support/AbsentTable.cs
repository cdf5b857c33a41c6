using System.Globalization;
using Messaging;
using Microsoft.Data.Sqlite;

namespace E2E.Support;

/// <summary>
/// Takes a table of a running portal away until it is disposed: to whoever reads it the database is damaged, and well again
/// afterwards. Nothing of the portal knows about it.
/// </summary>
internal sealed class AbsentTable : IDisposable
{
    private const string Away = "taken_away_by_a_test";
    private readonly string _connectionString;
    private readonly string _table;

    static AbsentTable() => SqliteNative.Use();

    public AbsentTable(PortalProcess portal, string file, string table)
    {
        _table = table;
        _connectionString = ConnectionString(portal, file);
        Run($"ALTER TABLE \"{_table}\" RENAME TO {Away}");
    }

    public void Dispose() => Run($"ALTER TABLE {Away} RENAME TO \"{_table}\"");

    /// <summary>The one value a query finds in a database of the portal.</summary>
    public static string Read(PortalProcess portal, string file, string query)
    {
        using var connection = Open(ConnectionString(portal, file));
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }

    /// <summary>A connection of the test's own to a database of the portal.</summary>
    public static SqliteConnection Open(PortalProcess portal, string file) => Open(ConnectionString(portal, file));

    private static string ConnectionString(PortalProcess portal, string file) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(portal.DataDirectory, "data", file + ".db"),
        Mode = SqliteOpenMode.ReadWrite,
        Pooling = false,
    }.ToString();

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    private void Run(string statement)
    {
        using var connection = Open(_connectionString);
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
