namespace Portal.Security;

/// <summary>
/// Writes down now and then, behind the requests, when something was used last, and once more at the stop. What a write has taken counts as written
/// after its commit only: one that fails, or that the stop breaks off, is made up for by the next. A crash forgets what came after the last one.
/// </summary>
/// <param name="look">How often <see cref="Look"/> is called.</param>
/// <param name="looksPerWrite">How many looks there are to a write.</param>
/// <param name="time">By which the pauses are.</param>
internal abstract class LastUseWriter(TimeSpan look, int looksPerWrite, TimeProvider time) : BackgroundService
{
    public abstract Task WriteAsync(CancellationToken cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(look, time);
        try
        {
            for (var looks = 1; await timer.WaitForNextTickAsync(stoppingToken); looks++)
            {
                Look();
                if (looks % looksPerWrite == 0)
                    await TryWriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    /// <summary>What is to be done more often than to write, and needs no file.</summary>
    protected virtual void Look()
    {
    }

    protected abstract void Failed(Exception exception);

    private async Task TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException) // a time that is not written down is no reason to stop
        {
            Failed(exception);
        }
    }
}
