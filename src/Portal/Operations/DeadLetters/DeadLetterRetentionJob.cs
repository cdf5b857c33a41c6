using Quartz;

namespace Portal.Operations.DeadLetters;

/// <summary>Once a day, before the inboxes are swept: deletes archived and resolved dead letters whose time is over.</summary>
[DisallowConcurrentExecution]
internal sealed partial class DeadLetterRetentionJob(DeadLetterRetention retention, ILogger<DeadLetterRetentionJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var deleted = await retention.SweepAsync(cancellationToken);
        Swept(logger, deleted);
    }

    [LoggerMessage(425, LogLevel.Information, "Dead-letter retention: {Letters} letters deleted")]
    private static partial void Swept(ILogger logger, int letters);
}
