using System.Data.Common;

namespace Messaging;

/// <summary>A database that has an outbox, for the relay.</summary>
/// <param name="Name">For logs.</param>
/// <param name="OpenAsync">Opens a connection; the relay closes it.</param>
/// <param name="Gate">The gate of the database's file.</param>
public sealed record OutboxDatabase(string Name, Func<CancellationToken, Task<DbConnection>> OpenAsync, WriteGate Gate)
{
    /// <summary>
    /// Deletes the outbox's messages up to and including a number, for a database whose writer can do it together with other
    /// work. Null, the default: the relay does it in a transaction of its own, behind the gate.
    /// </summary>
    public Func<long, Task>? DeleteUpToAsync { get; init; }
}
