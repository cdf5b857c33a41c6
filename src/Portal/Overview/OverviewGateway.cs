using Messaging;
using Portal.Client.Overview;
using Portal.Operations;
using Portal.ThirdParties;

namespace Portal.Overview;

/// <summary>Gathers the overview. Only the counts of orders and instances are read from disk; all else is in memory.</summary>
internal sealed class OverviewGateway(
    IOrderFigures orders,
    IInstanceFigures instances,
    QueueGateway queues,
    QueueRates rates,
    IBroker broker,
    ThirdPartyHealth thirdParties) : IOverviewGateway
{
    private long _version;

    public async Task<OverviewView> SnapshotAsync(CancellationToken cancellationToken)
    {
        var samples = rates.Samples();
        return new OverviewView(
            await orders.PerMinuteAsync(30, cancellationToken),
            samples.Depth,
            samples.Handled,
            queues.List(),
            await broker.CountDeadLettersAsync(Messaging.DeadLetterStatus.Failed, cancellationToken),
            await orders.CountByStatusAsync(cancellationToken),
            await instances.CountByStateAsync(cancellationToken),
            thirdParties.Current,
            Interlocked.Increment(ref _version));
    }
}
