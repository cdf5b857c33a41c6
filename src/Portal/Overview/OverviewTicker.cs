using Portal.Client.Overview;
using Portal.Live;

namespace Portal.Overview;

/// <summary>Pushes the overview once a second while somebody looks at it, and does nothing otherwise.</summary>
internal sealed partial class OverviewTicker(
    OverviewGateway overview, LiveFeed feed, TimeProvider time, ILogger<OverviewTicker> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (feed.HasViewers<OverviewView>())
                    await PushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    private async Task PushAsync(CancellationToken cancellationToken)
    {
        try
        {
            feed.Publish(await overview.SnapshotAsync(cancellationToken));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One picture less; the next second brings another.
            SnapshotFailed(logger, e);
        }
    }

    [LoggerMessage(100, LogLevel.Warning, "The overview could not be gathered")]
    private static partial void SnapshotFailed(ILogger logger, Exception exception);
}
