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
    private readonly SqliteConnection _connection;
    private readonly Statements _statements;
    private readonly TContext _db;

    private WriteSession(TContext db)
    {
        _db = db;
        _connection = (SqliteConnection)db.Database.GetDbConnection();
        _statements = new Statements(_connection);
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
    public SqliteTransaction Transaction => _statements.Transaction ?? throw new InvalidOperationException("There is no transaction.");

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

    public Statement Sql(string sql) => _statements.Of(sql);

    public void Begin() => _statements.Transaction = _connection.BeginTransaction();

    public void Commit()
    {
        Transaction.Commit();
        if (_db.Database.CurrentTransaction is not null)
            _db.Database.UseTransaction(null);
        Transaction.Dispose();
        _statements.Transaction = null;
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
        _statements.Dispose();
        _statements.Transaction?.Dispose();
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
