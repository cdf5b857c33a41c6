using Portal.Client.Instances;

namespace Portal.Overview;

/// <summary>What the overview asks of the service that owns instances.</summary>
internal interface IInstanceFigures
{
    Task<IReadOnlyDictionary<InstanceState, long>> CountByStateAsync(CancellationToken cancellationToken);
}
