using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>
/// Runs a context's numbered migrations. EF Core guards them with a row in <c>__EFMigrationsLock</c>, which a kill in the
/// middle leaves behind, and the next start would wait for it for ever. The data directory belongs to this process alone
/// (<see cref="DataDirectoryLock"/>), so a lock that is there is a dead one.
/// </summary>
internal static class DatabaseMigration
{
    /// <param name="db">The database.</param>
    /// <param name="writeAhead">
    /// Whether writers are kept apart by a <see cref="Messaging.WriteGate"/>, as a write-ahead log needs with the SQLite versions
    /// here (docs/adr/0004); otherwise a rollback journal is used.
    /// </param>
    /// <param name="cancellationToken">Stops between migrations.</param>
    public static async Task RunAsync(DbContext db, bool writeAhead, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync(writeAhead ? "PRAGMA journal_mode=WAL" : "PRAGMA journal_mode=DELETE", cancellationToken);
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }
}

/// <summary>The migration of one service's database.</summary>
internal sealed class DatabaseMigration<TContext>(IDbContextFactory<TContext> contexts) : IDatabaseMigration
    where TContext : DbContext
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await DatabaseMigration.RunAsync(db, writeAhead: true, cancellationToken);
    }
}
