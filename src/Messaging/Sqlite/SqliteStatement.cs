using SQLitePCL;

namespace Messaging;

/// <summary>A prepared statement. Parameters and columns are numbered as SQLite numbers them: from 1 and from 0.</summary>
internal sealed class SqliteStatement(SqliteConnection connection, sqlite3_stmt statement, string sql) : IDisposable
{
    public SqliteStatement Bind(int index, long value)
    {
        connection.Check(raw.sqlite3_bind_int64(statement, index, value), sql);
        return this;
    }

    public SqliteStatement Bind(int index, long? value)
    {
        if (value is { } number)
            return Bind(index, number);
        connection.Check(raw.sqlite3_bind_null(statement, index), sql);
        return this;
    }

    public SqliteStatement Bind(int index, string? value)
    {
        connection.Check(
            value is null ? raw.sqlite3_bind_null(statement, index) : raw.sqlite3_bind_text(statement, index, value), sql);
        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        // An empty span has a null pointer, which SQLite would store as NULL.
        connection.Check(
            value.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, index, 0) : raw.sqlite3_bind_blob(statement, index, value), sql);
        return this;
    }

    /// <summary>True when there is a row; false when done, and then the statement is reset.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }

        var error = connection.Error(code, sql);
        Reset();
        throw error;
    }

    /// <summary>Runs a statement that answers with no rows, and says how many it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return connection.Changes;
    }

    // sqlite3_reset repeats the error of the last step, which has been thrown already.
    public void Reset() => raw.sqlite3_reset(statement);

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public int Int32(int column) => raw.sqlite3_column_int(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();
}
