using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

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
    private readonly TContext _db;
    private SqliteTransaction? _transaction;

    private WriteSession(TContext db)
    {
        _db = db;
        _connection = (SqliteConnection)db.Database.GetDbConnection();
    }

    /// <summary>The context, in the group's transaction. That is begun without it: most units have no use for a context.</summary>
    public TContext Db
    {
        get
        {
            if (_db.Database.CurrentTransaction is null)
                _db.Database.UseTransaction(Transaction);
            return _db;
        }
    }

    /// <summary>The transaction of the group that is being written.</summary>
    public SqliteTransaction Transaction => _transaction ?? throw new InvalidOperationException("There is no transaction.");

    public static WriteSession<TContext> Open(IDbContextFactory<TContext> contexts)
    {
        var db = contexts.CreateDbContext();
        try
        {
            db.Database.OpenConnection();
            db.Database.AutoSavepointsEnabled = false; // each unit has its own
            var session = new WriteSession<TContext>(db);
            session.Sql("PRAGMA temp_store=MEMORY").Run(); // what undoes a larger unit would be a file, made and deleted each time
            return session;
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

        statement.Transaction = _transaction;
        return statement;
    }

    public void Begin() => _transaction = _connection.BeginTransaction();

    public void Commit()
    {
        Transaction.Commit();
        if (_db.Database.CurrentTransaction is not null)
            _db.Database.UseTransaction(null);
        Transaction.Dispose();
        _transaction = null;
    }

    public void BeginUnit() => Sql("SAVEPOINT unit").Run();

    public void EndUnit() => Sql("RELEASE unit").Run();

    /// <summary>Undoes what the unit has done, and nothing else.</summary>
    public void UndoUnit()
    {
        _db.ChangeTracker.Clear();
        Sql("ROLLBACK TO unit").Run();
        EndUnit();
    }

    /// <summary>Without a commit, everything since <see cref="Begin"/> is undone.</summary>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _transaction?.Dispose();
        _db.Dispose();
    }

    /// <summary>
    /// The same after a commit that failed: the connection is really closed, and not kept in the pool. What it believes to be on the
    /// disk may not be there.
    /// </summary>
    public void Abandon()
    {
        Dispose();
        SqliteConnection.ClearPool(_connection);
    }
}
