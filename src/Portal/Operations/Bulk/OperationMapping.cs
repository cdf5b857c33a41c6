using Portal.Client.Operations;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

internal static class OperationMapping
{
    public static OperationView ToView(this Operation operation) => new(
        operation.Id,
        operation.Kind,
        operation.State,
        operation.Title,
        operation.Total,
        operation.Done,
        operation.Failed,
        operation.Skipped,
        operation.FailedAgain,
        operation.RatePerSecond,
        operation.Canary,
        operation.Stage,
        operation.Queue,
        operation.Filter,
        operation.StartedBy,
        DateTimeOffset.FromUnixTimeMilliseconds(operation.StartedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(operation.UpdatedAt),
        operation.EndedAt is { } ended ? DateTimeOffset.FromUnixTimeMilliseconds(ended) : null,
        operation.Words,
        operation.Version);
}
