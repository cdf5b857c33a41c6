using System.Globalization;
using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Http;

namespace Portal.Security.Audit.Reading;

internal sealed class AuditGateway(AuditReader reader, TimeProvider time) : IAuditGateway, IDisposable
{
    private readonly SemaphoreSlim _verifying = new(1);

    public async Task<Outcome<Page<AuditEntry>>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var before = long.MaxValue;
        if (page.After is not null && !(Cursor.TryParse(page.After, out var cursor) && TryId(cursor.Id, out before)))
            return Cursor.Malformed;
        return await reader.AskAsync(connection => AuditQueries.List(connection, filter, before, page.Limit, time, cancellationToken), cancellationToken);
    }

    public async Task<Outcome<AuditEntry>> FindAsync(string id, CancellationToken cancellationToken) =>
        TryId(id, out var number) && await reader.AskAsync(connection => AuditQueries.Find(connection, number), cancellationToken) is { } entry
            ? entry
            : Problem.NotFound("record of the audit", id);

    public async Task<Outcome<AuditFacets>> FacetsAsync(CancellationToken cancellationToken) =>
        await reader.AskAsync(AuditQueries.Facets, cancellationToken);

    public async Task<Outcome<AuditCheck>> VerifyAsync(CancellationToken cancellationToken)
    {
        // It reads everything: one at a time.
        if (!await _verifying.WaitAsync(0, cancellationToken))
            return Problem.Conflict("It is being verified already", "Somebody else has the audit verified just now. Wait for that, then try again.");
        try
        {
            return await reader.AskAsync(connection => AuditVerification.Run(connection, cancellationToken), cancellationToken);
        }
        finally
        {
            _verifying.Release();
        }
    }

    public Task<Outcome<AuditExport>> ExportAsync(AuditFilter filter, string format, CancellationToken cancellationToken) => Task.FromResult<Outcome<AuditExport>>(
        format is "csv" or "ndjson" ? new AuditExport(format) : Problem.Invalid("format", "must be csv or ndjson"));

    public void Dispose() => _verifying.Dispose();

    private static bool TryId(string text, out long id) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
