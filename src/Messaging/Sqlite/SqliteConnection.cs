using SQLitePCL;

namespace Messaging;

/// <summary>
/// One raw connection, for one thread at a time. The hot path goes through SQLitePCLRaw and prepared statements: about half
/// the time of ADO.NET and no allocation a message.
/// </summary>
internal sealed class SqliteConnection : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly List<SqliteStatement> _statements = [];

    private SqliteConnection(sqlite3 handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    public string Path { get; }

    /// <param name="path">The file.</param>
    /// <param name="readOnly">Whether it must exist and is not written.</param>
    /// <param name="vfs">The name of a VFS; null for the default one.</param>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static SqliteConnection Open(string path, bool readOnly, string? vfs = null)
    {
        var flags = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        var code = raw.sqlite3_open_v2(path, out var handle, flags | raw.SQLITE_OPEN_NOMUTEX, vfs);
        var connection = new SqliteConnection(handle, path);
        if (code != raw.SQLITE_OK)
        {
            var error = connection.Error(code, "open");
            handle.Dispose();
            throw error;
        }

        raw.sqlite3_extended_result_codes(handle, 1);
        raw.sqlite3_busy_timeout(handle, 5000);
        return connection;
    }

    /// <summary>Prepares a statement that lives as long as the connection, unless disposed earlier.</summary>
    public SqliteStatement Prepare(string sql)
    {
        const uint persistent = 1; // SQLITE_PREPARE_PERSISTENT
        Check(raw.sqlite3_prepare_v3(_handle, sql, persistent, out var statement), sql);
        var prepared = new SqliteStatement(this, statement, sql);
        _statements.Add(prepared);
        return prepared;
    }

    public void Forget(SqliteStatement statement)
    {
        _statements.Remove(statement);
        statement.Dispose();
    }

    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (code != raw.SQLITE_OK)
            throw Error(code, sql);
    }

    public long Scalar(string sql)
    {
        var statement = Prepare(sql);
        try
        {
            return statement.Step() ? statement.Int64(0) : 0;
        }
        finally
        {
            Forget(statement);
        }
    }

    /// <summary>The first column of every row.</summary>
    public List<long> Numbers(string sql)
    {
        var statement = Prepare(sql);
        try
        {
            var numbers = new List<long>();
            while (statement.Step())
                numbers.Add(statement.Int64(0));
            return numbers;
        }
        finally
        {
            Forget(statement);
        }
    }

    /// <summary>No checkpoint is made unless asked for, whatever <c>PRAGMA wal_autocheckpoint</c> says.</summary>
    public void CheckpointByHand() => Check(raw.sqlite3_wal_autocheckpoint(_handle, 0), "wal_autocheckpoint");

    /// <summary>Moves pages from the WAL into the file (<c>sqlite3_wal_checkpoint_v2</c>); answers with how many are left in it.</summary>
    /// <exception cref="SqliteException">It failed. That somebody else is at it, or reads, is no failure, but leaves pages.</exception>
    public int Checkpoint(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_handle, null, mode, out var pages, out var moved);
        if ((code & 0xff) == raw.SQLITE_BUSY)
            return Math.Max(1, pages - moved);
        Check(code, "checkpoint");
        return Math.Max(0, pages - moved);
    }

    /// <summary>Closing makes no checkpoint, and leaves the WAL.</summary>
    public void KeepWalOnClose()
    {
        const int noCheckpointOnClose = 1006; // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE
        Check(raw.sqlite3_db_config(_handle, noCheckpointOnClose, 1, out _), "no checkpoint on close");
    }

    /// <summary>Pages that were written since the last call, to the WAL where there is one.</summary>
    public int TakePagesWritten()
    {
        const int cacheWrite = 9; // SQLITE_DBSTATUS_CACHE_WRITE
        Check(raw.sqlite3_db_status(_handle, cacheWrite, out var pages, out _, resetFlg: 1), "pages written");
        return pages;
    }

    public int Changes => raw.sqlite3_changes(_handle);

    public long LastInsertRowId => raw.sqlite3_last_insert_rowid(_handle);

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public void Check(int code, string operation)
    {
        if (code != raw.SQLITE_OK)
            throw Error(code, operation);
    }

    public SqliteException Error(int code, string operation) =>
        new(code, Path, operation, raw.sqlite3_errmsg(_handle).utf8_to_string() ?? raw.sqlite3_errstr(code).utf8_to_string());

    public void Dispose()
    {
        foreach (var statement in _statements)
            statement.Dispose();
        _statements.Clear();
        _handle.Dispose();
    }
}
