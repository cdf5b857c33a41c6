using Microsoft.Data.Sqlite;

namespace E2E.Support;

/// <summary>Keeps a database of a running portal to itself until it is disposed: nobody reads it, nobody writes it. Nothing of the portal knows about it.</summary>
/// <remarks>Of a file with a rollback journal, as <c>portal.db</c> is: with a write-ahead log reading goes on.</remarks>
internal sealed class LockedFile : IDisposable
{
    private readonly SqliteConnection _connection;

    public LockedFile(PortalProcess portal, string file)
    {
        _connection = AbsentTable.Open(portal, file);
        Run("BEGIN EXCLUSIVE");
    }

    public void Dispose() => _connection.Dispose(); // which rolls back

    private void Run(string statement)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
