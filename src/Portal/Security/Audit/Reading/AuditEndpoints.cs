using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Client.Security;
using Portal.Http;

namespace Portal.Security.Audit.Reading;

/// <summary>Who did what, for administrators' programs.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var audit = routes.MapGroup("/api/audit").WithTags("Audit").RequireAbility(Ability.Administer);
        audit.MapGet("", ListAsync).WithName("ListAuditRecords").WithSummary("Who did what, newest first.")
            .WithDescription("A page can hold fewer than asked for, and even none, with a 'next': go on with that. 'searchedTo' then says at which time the search ended.");
        audit.MapGet("export", AuditExporting.RunAsync).WithName("ExportAudit").WithSummary("Everything that matches, as CSV or as a JSON object a line. That it was exported is recorded.").DisableRequestTimeout();
        audit.MapGet("verify", VerifyAsync).WithName("VerifyAudit").WithSummary("Whether every record is as it was written; names the first that is not.");
        audit.MapGet("{id}", GetAsync).WithName("GetAuditRecord").WithSummary("One record.");
    }

    private static async Task<Results<Ok<Page<AuditEntry>>, ProblemHttpResult>> ListAsync(
        [AsParameters] PageQuery page, [AsParameters] AuditFilterQuery query, IAuditGateway audit, CancellationToken cancellationToken)
    {
        if (page.Problem is { } problem)
            return problem.ToResult();
        return query.TryRead(out var filter, out var invalid)
            ? Answer(await audit.ListAsync(filter, page.ToRequest(), cancellationToken))
            : invalid.ToResult();
    }

    private static async Task<Results<Ok<AuditEntry>, ProblemHttpResult>> GetAsync(string id, IAuditGateway audit, CancellationToken cancellationToken) =>
        Answer(await audit.FindAsync(id, cancellationToken));

    private static async Task<Results<Ok<AuditCheck>, ProblemHttpResult>> VerifyAsync(IAuditGateway audit, CancellationToken cancellationToken) =>
        Answer(await audit.VerifyAsync(cancellationToken));

    private static Results<Ok<T>, ProblemHttpResult> Answer<T>(Outcome<T> outcome)
        where T : class => outcome.Succeeded ? TypedResults.Ok(outcome.Value) : outcome.Problem.ToResult();
}
