using Portal.Client.Layout;
using Portal.Live;
using Portal.Operations.Bulk;
using Portal.ThirdParties;

namespace Portal.Overview;

/// <summary>
/// The figures of the menu: looked at once a second for all browsers together, while there is one, and told when they have changed.
/// What has to be counted on disk is counted every two seconds, and never for more than a twentieth of the time.
/// </summary>
internal sealed partial class MenuTicker : BackgroundService, IMenuGateway
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _countEvery = TimeSpan.FromSeconds(2);

    private readonly OperationsInHand _operations;
    private readonly ThirdPartyHealth _parties;
    private readonly LiveFeed _feed;
    private readonly TimeProvider _time;
    private readonly Remembered<object> _failed;
    private MenuFigures? _current;

    public MenuTicker(IFailureFigures failures, OperationsInHand operations, ThirdPartyHealth parties, LiveFeed feed, TimeProvider time, ILogger<MenuTicker> logger)
    {
        (_operations, _parties, _feed, _time) = (operations, parties, feed, time);
        _failed = new Remembered<object>(async token => await failures.CountAsync(token), _countEvery, time, e => CountFailed(logger, e));
    }

    public MenuFigures? Current => Volatile.Read(ref _current);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (_feed.HasViewers<MenuFigures>())
                    await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var known = _current;
        var now = new MenuFigures(
            await FailedAsync(cancellationToken) ?? known?.FailedMessages ?? 0,
            _operations.Count,
            _parties.Current.Count(party => party is { Healthy: false, LastCallAt: not null }),
            known?.Version ?? 0);
        if (now == known)
            return;
        now = now with { Version = now.Version + 1 };
        Volatile.Write(ref _current, now);
        _feed.Publish(now);
    }

    /// <summary>Null while it is not known.</summary>
    private async Task<long?> FailedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (long?)await _failed.AskAsync(_interval, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null; // it is in the log; the figure of before stays
        }
    }

    [LoggerMessage(102, LogLevel.Warning, "The failed messages could not be counted for the menu")]
    private static partial void CountFailed(ILogger logger, Exception exception);
}
