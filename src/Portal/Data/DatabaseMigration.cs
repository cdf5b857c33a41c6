using Microsoft.EntityFrameworkCore;

namespace Portal.Data;

/// <summary>
/// Runs the context's numbered migrations. EF Core guards them with a row in <c>__EFMigrationsLock</c>, which a kill in the
/// middle leaves behind, and the next start would wait for it for ever. The data directory belongs to this process alone
/// (<see cref="DataDirectoryLock"/>), so a lock that is there is a dead one.
/// </summary>
internal sealed class DatabaseMigration<TContext>(IDbContextFactory<TContext> contexts) : IDatabaseMigration
    where TContext : DbContext
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL; DROP TABLE IF EXISTS __EFMigrationsLock;", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }
}
