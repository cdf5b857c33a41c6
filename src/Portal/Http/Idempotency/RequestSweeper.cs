using Microsoft.Extensions.Options;
using Portal.Data.Once;

namespace Portal.Http.Idempotency;

/// <summary>Every ten minutes: forgets keys whose time is over, and afterwards what their work noted of them.</summary>
internal sealed class RequestSweeper(
    RequestBook book, IEnumerable<IRequestMarks> marks, IOptions<IdempotencyOptions> options, TimeProvider time, ILogger<RequestSweeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan _between = TimeSpan.FromMinutes(10);

    /// <summary>What is being answered while its key ends is done with by then.</summary>
    private static readonly TimeSpan _longer = TimeSpan.FromHours(1);

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.Keep;
        var forgotten = await book.SweepAsync(before, cancellationToken);
        foreach (var service in marks)
            await service.ForgetAsync(before - _longer, cancellationToken);
        if (forgotten > 0)
            IdempotencyLog.Swept(logger, forgotten);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_between, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await SweepAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    IdempotencyLog.SweepFailed(logger, e); // the disk is full: the next time
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }
}
