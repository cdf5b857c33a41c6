using SQLitePCL;

namespace Messaging;

/// <summary>A prepared statement. Parameters and columns are numbered as SQLite numbers them: from 1 and from 0.</summary>
internal sealed unsafe class SqliteStatement(SqliteConnection connection, sqlite3_stmt statement, string sql) : IDisposable
{
    // For one thread at a time, like its connection; null once it is disposed.
    private nint _statement = statement.DangerousGetHandle();

    public SqliteStatement Bind(int index, long value)
    {
        connection.Check(SqliteFunctions.BindInt64(_statement, index, value), sql);
        return this;
    }

    public SqliteStatement Bind(int index, long? value)
    {
        if (value is { } number)
            return Bind(index, number);
        connection.Check(SqliteFunctions.BindNull(_statement, index), sql);
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
        if (value.IsEmpty)
        {
            connection.Check(raw.sqlite3_bind_zeroblob(statement, index, 0), sql);
            return this;
        }

        fixed (byte* bytes = value)
            connection.Check(SqliteFunctions.BindBlob(_statement, index, bytes, value.Length, SqliteFunctions.Copied), sql);
        return this;
    }

    /// <summary>True when there is a row; false when done, and then the statement is reset.</summary>
    public bool Step()
    {
        var code = SqliteFunctions.Step(_statement);
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

    /// <summary>As <see cref="Run()"/>, with one more parameter, whose bytes are not copied for it.</summary>
    public int Run(int index, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return Bind(index, value).Run();
        fixed (byte* bytes = value)
        {
            connection.Check(SqliteFunctions.BindBlob(_statement, index, bytes, value.Length, SqliteFunctions.Fixed), sql);
            try
            {
                return Run();
            }
            finally
            {
                // It must not point to where they were.
                _ = SqliteFunctions.BindNull(_statement, index);
            }
        }
    }

    // sqlite3_reset repeats the error of the last step, which has been thrown already.
    public void Reset() => _ = SqliteFunctions.Reset(_statement);

    public long Int64(int column) => SqliteFunctions.ColumnInt64(_statement, column);

    public int Int32(int column) => (int)SqliteFunctions.ColumnInt64(_statement, column);

    public bool IsNull(int column) => SqliteFunctions.ColumnType(_statement, column) == raw.SQLITE_NULL;

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes as they are in SQLite's memory: good until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column)
    {
        var bytes = SqliteFunctions.ColumnBlob(_statement, column); // before its length: SQLite may convert it
        return new ReadOnlySpan<byte>(bytes, SqliteFunctions.ColumnBytes(_statement, column));
    }

    public void Dispose()
    {
        _statement = 0;
        statement.Dispose();
    }
}
