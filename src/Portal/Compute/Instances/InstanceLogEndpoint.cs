using System.Globalization;
using Microsoft.Net.Http.Headers;
using Portal.Compute.Logs;
using Portal.Http;

namespace Portal.Compute.Instances;

/// <summary><c>GET /api/instances/{id}/log</c>: the log as a file. It goes out as it is read, whatever its length.</summary>
internal static class InstanceLogEndpoint
{
    public static async Task<IResult> DownloadAsync(string id, InstanceLogs logs, HttpContext context, CancellationToken cancellationToken)
    {
        if (await logs.FilesAsync(id, cancellationToken) is not { } files)
            return InstanceRefusals.NotFound(id).ToResult();
        var response = context.Response;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = string.Create(CultureInfo.InvariantCulture, $"{id}.log"),
        }.ToString();
        foreach (var path in files)
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await file.CopyToAsync(response.Body, cancellationToken);
        }

        return Results.Empty;
    }
}
