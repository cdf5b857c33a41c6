using Portal.Client.Charts;
using Portal.Client.Live;
using Portal.Client.Queues;
using Portal.Client.Security;

namespace Portal.Client.Overview;

/// <summary>The state of the portal at a glance. Made once a second for all who look.</summary>
/// <param name="History">All queues together, the last ten minutes.</param>
/// <param name="Queues">Every queue's figures.</param>
/// <param name="ThirdParties">Health of everything the portal calls over HTTP, from the calls it made.</param>
/// <param name="Stored">What has to be read from disk; null when that takes longer than a page should wait.</param>
/// <param name="Version">Grows with every sample.</param>
public sealed record OverviewView(
    FigureHistory History,
    IReadOnlyList<QueueView> Queues,
    IReadOnlyList<ThirdPartyView> ThirdParties,
    StoredFigures? Stored,
    long Version) : ILiveEntity
{
    public const string EntityId = "overview";

    /// <summary>What is wrong with the disk and the files on it.</summary>
    public IReadOnlyList<StorageTrouble> Troubles { get; init; } = [];

    string ILiveEntity.Id => EntityId;
}

public interface IOverviewGateway
{
    [Reads]
    Task<OverviewView> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>The same with what has to be read from disk, however long that takes, or why it cannot be read.</summary>
    [Reads]
    Task<OverviewView> CompleteAsync(CancellationToken cancellationToken);
}
