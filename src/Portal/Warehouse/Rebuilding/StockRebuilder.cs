using Portal.Data;
using Portal.Warehouse.Data;

namespace Portal.Warehouse.Rebuilding;

/// <summary>
/// Carries out rebuilds, in small units of the writer between those of orders. The generation that serves is kept up to date meanwhile and
/// serves until the new one has every event; then one small change makes the new one serve.
/// Crash windows: each step and how far it came are one transaction, so a start goes on with the next step.
/// </summary>
internal sealed partial class StockRebuilder(
    ServiceStore<WarehouseDbContext> store, StockRebuilds rebuilds, TimeProvider time, ILogger<StockRebuilder> logger) : BackgroundService
{
    private static readonly TimeSpan _pauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly RebuildSteps _steps = new(store);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                if (!await TryStepAsync(stoppingToken))
                    await rebuilds.StartedAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Does the next step; false when there is none.</summary>
    private async Task<bool> TryStepAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _steps.NextAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            StepFailed(logger, e);
            await Task.Delay(_pauseAfterFailure, time, cancellationToken);
            return true;
        }
    }

    [LoggerMessage(350, LogLevel.Warning, "A step of the rebuild of the stock levels failed; trying again")]
    private static partial void StepFailed(ILogger logger, Exception exception);
}
