using Portal.Data;
using Portal.Security.Data;

namespace Portal.Security;

/// <summary>Runs in a scope of its own: Identity's context is scoped.</summary>
internal sealed class SecurityMigration(IServiceScopeFactory scopes) : IDatabaseMigration
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SecurityDbContext>();
        await DatabaseMigration.RunAsync(db, writeAhead: false, cancellationToken);
    }
}
