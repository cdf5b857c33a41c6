using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Messaging;

/// <summary>
/// One SQL text, prepared once for each connection that runs it and kept as long as the connection: parsing SQL costs more than
/// running it. A connection is used by one caller at a time, and so is what this answers with.
/// A connection that is closed forgets it: opened again, the same object may stand for another connection of a pool, and the
/// statement would still run on the first.
/// </summary>
internal sealed class PreparedCommand(string sql, params string[] parameters)
{
    private readonly ConditionalWeakTable<DbConnection, DbCommand> _prepared = [];

    /// <summary>The command with its values set, ready to run; not to be disposed.</summary>
    public DbCommand On(DbConnection connection, DbTransaction? transaction, params ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(connection, out var command))
        {
            command = connection.Command(sql);
            foreach (var name in parameters)
                command.With(name, null);
            _prepared.Add(connection, command);
            connection.StateChange += Forget;
        }

        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private void Forget(object sender, StateChangeEventArgs change)
    {
        if (change.CurrentState != ConnectionState.Closed)
            return;
        var connection = (DbConnection)sender;
        connection.StateChange -= Forget;
        if (_prepared.TryGetValue(connection, out var command))
            command.Dispose();
        _prepared.Remove(connection);
    }
}
