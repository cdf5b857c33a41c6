using Quartz;

namespace Portal.Operations.Bulk;

/// <summary>Once a day: removes operations that ended long ago.</summary>
[DisallowConcurrentExecution]
internal sealed class OperationRetentionJob(OperationRetention retention, ILogger<OperationRetentionJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var (removed, emptied) = await retention.SweepAsync(cancellationToken);
        BulkLog.Swept(logger, removed, emptied);
    }
}
