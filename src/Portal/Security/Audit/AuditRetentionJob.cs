using Quartz;

namespace Portal.Security.Audit;

/// <summary>Once a day: deletes records of the audit whose time is over, and writes the newest hash into the log.</summary>
[DisallowConcurrentExecution]
internal sealed class AuditRetentionJob(AuditRetention retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await retention.SweepAsync(cancellationToken);
}
