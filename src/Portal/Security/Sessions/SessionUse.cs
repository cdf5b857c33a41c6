namespace Portal.Security.Sessions;

/// <summary>Writes down every five minutes when sessions were seen last, and ends those that were not used for too long. A crash forgets the last five minutes.</summary>
internal sealed class SessionUse(SessionDesk desk, TimeProvider time, ILogger<SessionUse> logger) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryWriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    private async Task TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await desk.WriteAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException) // a time that is not written down is no reason to stop
        {
            SecurityLog.SessionUseNotWritten(logger, exception);
        }
    }
}
