using Messaging;
using Portal.Client.Charts;
using Portal.Client.Overview;
using Portal.Operations.Queues;
using Portal.Storage;
using Portal.ThirdParties;

namespace Portal.Overview;

/// <summary>Gathers the overview. What is in memory is read now; what is on disk is remembered for a few seconds.</summary>
internal sealed partial class OverviewGateway : IOverviewGateway
{
    private const int Listed = 3;
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _readEvery = TimeSpan.FromSeconds(2);

    private readonly IBroker _broker;
    private readonly QueueSampler _sampler;
    private readonly ThirdPartyHealth _thirdParties;
    private readonly StorageHealth _storage;
    private readonly Remembered<StoredFigures> _stored;
    private long _version;

    public OverviewGateway(
        IOrderFigures orders,
        IInstanceFigures instances,
        IFailureFigures failures,
        IEnumerable<IOperationFigures> operations,
        IBroker broker,
        QueueSampler sampler,
        ThirdPartyHealth thirdParties,
        StorageHealth storage,
        TimeProvider time,
        ILogger<OverviewGateway> logger)
    {
        (_broker, _sampler, _thirdParties, _storage) = (broker, sampler, thirdParties, storage);
        _stored = new Remembered<StoredFigures>(
            async token => new StoredFigures(
                await orders.PerMinuteAsync(30, token),
                await orders.CountByStatusAsync(token),
                await instances.CountByStateAsync(token),
                await instances.FailedAsync(Listed, token),
                await failures.CountAsync(token),
                await failures.GroupsAsync(Listed, token),
                await StoppedAsync(operations, token)),
            _readEvery,
            time,
            e => FiguresFailed(logger, e));
    }

    public Task<OverviewView> SnapshotAsync(CancellationToken cancellationToken) => GatherAsync(_patience, cancellationToken);

    public Task<OverviewView> CompleteAsync(CancellationToken cancellationToken) => GatherAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    private async Task<OverviewView> GatherAsync(TimeSpan patience, CancellationToken cancellationToken) => new(
        _sampler.All.Read(ChartRange.TenMinutes, int.MaxValue, Enum.GetValues<Figure>()),
        [.. _broker.Statistics().Select(_sampler.View)],
        _thirdParties.Current,
        await _stored.AskAsync(patience, cancellationToken),
        Interlocked.Increment(ref _version))
    {
        Troubles = _storage.Troubles(),
    };

    private static async Task<IReadOnlyList<StoppedOperation>> StoppedAsync(IEnumerable<IOperationFigures> operations, CancellationToken cancellationToken)
    {
        var stopped = new List<StoppedOperation>();
        foreach (var figures in operations)
            stopped.AddRange(await figures.StoppedAsync(Listed, cancellationToken));
        return stopped;
    }

    [LoggerMessage(101, LogLevel.Warning, "The counts of the overview could not be read")]
    private static partial void FiguresFailed(ILogger logger, Exception exception);
}
