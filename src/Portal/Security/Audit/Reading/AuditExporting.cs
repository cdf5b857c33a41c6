using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Portal.Client.Audit;
using Portal.Client.Contracts;
using Portal.Http;
using Portal.Operations.DeadLetters;

namespace Portal.Security.Audit.Reading;

/// <summary>Sends everything that matches, page by page, as it is read.</summary>
internal static class AuditExporting
{
    private static readonly string[] _columns =
    [
        "id", "at", "action", "targetKind", "target", "who", "whoKind", "keyId", "role", "outcome", "status", "detail", "milliseconds", "arguments", "before",
        "after", "via", "address", "agent", "requestId", "traceId", "hash",
    ];

    public static async Task<IResult> RunAsync(
        [AsParameters] AuditFilterQuery query,
        string? format,
        HttpResponse response,
        IAuditGateway audit,
        IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!query.TryRead(out var filter, out var invalid))
            return invalid.ToResult();
        var export = await audit.ExportAsync(filter, format ?? "csv", cancellationToken);
        if (!export.Succeeded)
            return export.Problem.ToResult();
        var isCsv = export.Value.Format == "csv";

        // The first page before the answer begins: what is wrong can still be said.
        var first = await audit.ListAsync(filter, new PageRequest(PageRequest.MaxLimit), cancellationToken);
        if (!first.Succeeded)
            return first.Problem.ToResult();
        response.ContentType = isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"audit-{time.GetUtcNow():yyyyMMdd-HHmmss}.{export.Value.Format}\"");
        if (isCsv)
            await response.WriteAsync(Csv.Line(_columns), cancellationToken);
        for (var page = first.Value; ;)
        {
            var text = new StringBuilder();
            foreach (var entry in page.Items)
                text.Append(isCsv ? Line(entry) : JsonSerializer.Serialize(entry, json.Value.SerializerOptions) + "\n");
            await response.WriteAsync(text.ToString(), cancellationToken);
            if (page.Next is null)
                return Results.Empty;
            var next = await audit.ListAsync(filter, new PageRequest(PageRequest.MaxLimit, page.Next), cancellationToken);
            page = next.Value ?? throw new InvalidOperationException("The export was broken off: " + next.Problem!.Title);
        }
    }

    private static string Line(AuditEntry entry) => Csv.Line(
        entry.Id,
        entry.At.ToString("O", CultureInfo.InvariantCulture),
        entry.Action,
        entry.TargetKind,
        entry.Target,
        entry.Who,
        WireName.Of(entry.WhoKind),
        entry.KeyId,
        entry.Role,
        WireName.Of(entry.Outcome),
        entry.Status?.ToString(CultureInfo.InvariantCulture),
        entry.Detail,
        entry.Milliseconds?.ToString(CultureInfo.InvariantCulture),
        Facts(entry.Arguments),
        Facts(entry.Before),
        Facts(entry.After),
        WireName.Of(entry.Via),
        entry.Address,
        entry.Agent,
        entry.RequestId,
        entry.TraceId,
        entry.Hash);

    private static string? Facts(IReadOnlyDictionary<string, string> facts) => facts.Count == 0 ? null : JsonSerializer.Serialize(facts);
}
