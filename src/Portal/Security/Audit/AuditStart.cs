using Portal.Data;
using Portal.Security.Audit.Storing;

namespace Portal.Security.Audit;

/// <summary>Opens the audit before anything else happens: where it cannot be written, the portal does not start.</summary>
internal sealed class AuditStart(AuditWriter writer) : IDatabaseMigration
{
    public Task RunAsync(CancellationToken cancellationToken) => writer.RunAsync(_ => 0);
}
