using Portal.Client.Contracts;
using Portal.Client.Security;

namespace Portal.Client.Audit;

/// <summary>Who did what, for administrators. There is nothing here that changes or removes a record.</summary>
public interface IAuditGateway
{
    /// <summary>Newest first. A page may end before it is full, with <see cref="Page{T}.SearchedTo"/>: go on with its <c>Next</c>.</summary>
    [Reads(Ability.Administer)]
    Task<Outcome<Page<AuditEntry>>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken);

    [Reads(Ability.Administer)]
    Task<Outcome<AuditEntry>> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>What filters can be set to.</summary>
    [Reads(Ability.Administer)]
    Task<Outcome<AuditFacets>> FacetsAsync(CancellationToken cancellationToken);

    /// <summary>Reads every record and looks whether the chain of hashes holds. Some seconds for a million.</summary>
    [Reads(Ability.Administer)]
    Task<Outcome<AuditCheck>> VerifyAsync(CancellationToken cancellationToken);

    /// <summary>To be asked before records are sent away as a file: that somebody does so is recorded itself.</summary>
    [Needs(Ability.Administer)]
    Task<Outcome<AuditExport>> ExportAsync(AuditFilter filter, string format, CancellationToken cancellationToken);
}
