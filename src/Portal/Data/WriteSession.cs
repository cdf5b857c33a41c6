using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Data;

/// <summary>
/// The one connection that writes a service's database, with what is kept on it: a context, which is emptied after each unit, and
/// prepared statements. For one thread.
/// </summary>
internal sealed class WriteSession<TContext> : IDisposable
    where TContext : ServiceDbContext
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly SqliteConnection _connection;
    private IDbContextTransaction? _transaction;

    private WriteSession(TContext db)
    {
        Db = db;
        _connection = (SqliteConnection)db.Database.GetDbConnection();
    }

    public TContext Db { get; }

    /// <summary>The transaction of the group that is being written.</summary>
    public SqliteTransaction Transaction =>
        (SqliteTransaction)(_transaction ?? throw new InvalidOperationException("There is no transaction.")).GetDbTransaction();

    public static WriteSession<TContext> Open(IDbContextFactory<TContext> contexts)
    {
        var db = contexts.CreateDbContext();
        try
        {
            db.Database.OpenConnection();
            db.Database.AutoSavepointsEnabled = false; // each unit has its own
            return new WriteSession<TContext>(db);
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    public Statement Sql(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            var command = _connection.CreateCommand();
            command.CommandText = sql;
            _statements[sql] = statement = new Statement(command);
        }

        statement.Transaction = _transaction is null ? null : Transaction;
        return statement;
    }

    public void Begin() => _transaction = Db.Database.BeginTransaction();

    public void Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
    }

    public void BeginUnit() => Sql("SAVEPOINT unit").Run();

    public void EndUnit() => Sql("RELEASE unit").Run();

    /// <summary>Undoes what the unit has done, and nothing else.</summary>
    public void UndoUnit()
    {
        Db.ChangeTracker.Clear();
        Sql("ROLLBACK TO unit").Run();
        EndUnit();
    }

    /// <summary>Without a commit, everything since <see cref="Begin"/> is undone.</summary>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _transaction?.Dispose();
        Db.Dispose();
    }
}
