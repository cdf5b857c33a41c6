using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Portal.Data;

/// <summary>
/// A statement of a service's writer, prepared once and kept: for what every order does. Parameters are <c>$1</c>, <c>$2</c> and so
/// on, columns are numbered from 0.
/// </summary>
internal sealed class Statement(SqliteCommand command) : IDisposable
{
    /// <summary>The transaction it takes part in.</summary>
    public SqliteTransaction? Transaction { get; set; }

    /// <summary>One of a connection, for as long as it is not disposed of.</summary>
    public static Statement Of(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return new Statement(command);
    }

    /// <summary>Runs it, and says how many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object?> values) => Bind(values).ExecuteNonQuery();

    /// <summary>Runs it, and answers with the number in the first column of the first row; null when there is no row.</summary>
    public long? Number(params ReadOnlySpan<object?> values) =>
        Bind(values).ExecuteScalar() is { } value ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether there is a row.</summary>
    public bool Any(params ReadOnlySpan<object?> values) => Bind(values).ExecuteScalar() is not null;

    /// <summary>The first row, or null when there is none.</summary>
    public T? First<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        using var rows = Bind(values).ExecuteReader();
        return rows.Read() ? read(rows) : null;
    }

    /// <summary>The number in the first column of every row.</summary>
    public List<long> Numbers(params ReadOnlySpan<object?> values) => All(row => row.GetInt64(0), values);

    /// <summary>Every row.</summary>
    public List<T> All<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var all = new List<T>();
        using var rows = Bind(values).ExecuteReader();
        while (rows.Read())
            all.Add(read(rows));
        return all;
    }

    /// <summary>The rows one after the other, until <paramref name="read"/> says that it has enough.</summary>
    public void Each(Func<SqliteDataReader, bool> read, params ReadOnlySpan<object?> values)
    {
        using var rows = Bind(values).ExecuteReader();
        while (rows.Read() && read(rows))
        {
        }
    }

    public void Dispose() => command.Dispose();

    private SqliteCommand Bind(ReadOnlySpan<object?> values)
    {
        command.Transaction = Transaction;
        while (command.Parameters.Count < values.Length)
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count + 1}"), null);
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
