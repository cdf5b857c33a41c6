using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Portal.Client.Contracts;
using Portal.Client.DeadLetters;
using Portal.Http;

namespace Portal.Operations.DeadLetters;

/// <summary>Sends everything that matches, page by page, as it is read: a million letters take no memory.</summary>
internal static class DeadLetterExport
{
    private static readonly string[] _columns =
    [
        "id", "messageId", "queue", "type", "status", "reason", "exceptionType", "exceptionMessage", "attempts", "failures",
        "firstFailedAt", "failedAt", "groupId", "topFrame", "lastBy", "editedTo",
    ];

    public static async Task<IResult> RunAsync(
        [AsParameters] DeadLetterFilterQuery query,
        string? format,
        HttpResponse response,
        IDeadLetterGateway letters,
        IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (!query.TryRead(out var filter, out var invalid))
            return invalid.ToResult();
        if (format is not (null or "csv" or "ndjson"))
            return Problem.Invalid("format", "must be csv or ndjson").ToResult();

        // The first page before the answer begins: what is wrong with the filter can still be said.
        var first = await letters.ListAsync(filter, new PageRequest(PageRequest.MaxLimit), cancellationToken);
        if (!first.Succeeded)
            return first.Problem.ToResult();
        var isCsv = format is null or "csv";
        response.ContentType = isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"dead-letters-{time.GetUtcNow():yyyyMMdd-HHmmss}.{(isCsv ? "csv" : "ndjson")}\"");
        if (isCsv)
            await response.WriteAsync(Csv.Line(_columns), cancellationToken);
        for (var page = first.Value; ;)
        {
            var text = new StringBuilder();
            foreach (var letter in page.Items)
                text.Append(isCsv ? Line(letter) : JsonSerializer.Serialize(letter, json.Value.SerializerOptions) + "\n");
            await response.WriteAsync(text.ToString(), cancellationToken);
            if (page.Next is null)
                return Results.Empty;
            var next = await letters.ListAsync(filter, new PageRequest(PageRequest.MaxLimit, page.Next), cancellationToken);
            page = next.Value ?? throw new InvalidOperationException("The export was broken off: " + next.Problem!.Title);
        }
    }

    private static string Line(DeadLetterView letter) => Csv.Line(
        letter.Id,
        letter.MessageId,
        letter.Queue,
        letter.Type,
        WireName.Of(letter.Status),
        letter.Reason,
        letter.ExceptionType,
        letter.ExceptionMessage,
        letter.Attempts.ToString(CultureInfo.InvariantCulture),
        letter.Failures.ToString(CultureInfo.InvariantCulture),
        letter.FirstFailedAt.ToString("O", CultureInfo.InvariantCulture),
        letter.FailedAt.ToString("O", CultureInfo.InvariantCulture),
        letter.GroupId,
        letter.TopFrame,
        letter.LastBy,
        letter.EditedTo);
}
