using Messaging;
using Quartz;

namespace Portal.Jobs;

/// <summary>Once a day: forgets what the inboxes need not remember any more.</summary>
[DisallowConcurrentExecution]
internal sealed partial class InboxRetentionJob(InboxSweeper sweeper, ILogger<InboxRetentionJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var forgotten = await sweeper.SweepAsync(cancellationToken);
        Swept(logger, forgotten);
    }

    [LoggerMessage(200, LogLevel.Information, "Inbox retention: {Entries} entries forgotten")]
    private static partial void Swept(ILogger logger, int entries);
}
