using Portal.Client.Orders;
using Portal.Client.Overview;

namespace Portal.Overview;

/// <summary>What the overview asks of the service that owns orders.</summary>
internal interface IOrderFigures
{
    /// <summary>Orders placed in each of the last minutes, oldest first.</summary>
    Task<IReadOnlyList<Sample>> PerMinuteAsync(int minutes, CancellationToken cancellationToken);

    Task<IReadOnlyDictionary<OrderStatus, long>> CountByStatusAsync(CancellationToken cancellationToken);
}
