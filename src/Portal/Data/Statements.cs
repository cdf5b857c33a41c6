using Microsoft.Data.Sqlite;

namespace Portal.Data;

/// <summary>The statements of a connection, prepared once and kept by their text. For one thread.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> _kept = new(StringComparer.Ordinal);

    /// <summary>The transaction that those asked for from now on take part in.</summary>
    public SqliteTransaction? Transaction { get; set; }

    /// <summary>One that is kept: for those whose text does not change with what is asked.</summary>
    public Statement Of(string sql)
    {
        if (!_kept.TryGetValue(sql, out var statement))
            _kept[sql] = statement = Statement.Of(connection, sql);
        statement.Transaction = Transaction;
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _kept.Values)
            statement.Dispose();
    }
}
