using Microsoft.Extensions.Options;
using Portal.Security.Audit.Storing;

namespace Portal.Security.Audit;

/// <summary>Deletes records whose time is over, so many at once; each time is a record itself.</summary>
internal sealed class AuditRetention(AuditWriter writer, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditRetention> logger)
{
    private const int BatchSize = 20_000;

    /// <summary>Answers with how many were deleted.</summary>
    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - TimeSpan.FromDays(options.Value.KeepDays)).ToUnixTimeMilliseconds();
        (long Id, string Hash) head = (0, "");
        long deleted = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = await writer.RunAsync(file =>
            {
                var count = file.Retain(before, BatchSize);
                head = file.Head;
                return count;
            });
            deleted += now;
            if (now < BatchSize)
                break;
        }

        AuditLog.Retained(logger, deleted, options.Value.KeepDays, head.Id, head.Hash);
        return deleted;
    }
}
