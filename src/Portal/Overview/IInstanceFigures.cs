using Portal.Client.Instances;
using Portal.Client.Overview;

namespace Portal.Overview;

/// <summary>What the overview asks of the service that owns instances.</summary>
internal interface IInstanceFigures
{
    Task<IReadOnlyDictionary<InstanceState, long>> CountByStateAsync(CancellationToken cancellationToken);

    /// <summary>Those that stopped without being asked to, the latest first, at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<FailedInstance>> FailedAsync(int max, CancellationToken cancellationToken);
}
