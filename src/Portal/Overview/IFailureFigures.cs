using Portal.Client.Overview;

namespace Portal.Overview;

/// <summary>What the overview asks of whoever keeps the dead letters.</summary>
internal interface IFailureFigures
{
    /// <summary>How many are in status <c>failed</c>.</summary>
    Task<long> CountAsync(CancellationToken cancellationToken);

    /// <summary>Where they are, the latest failure first, at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<FailureGroup>> GroupsAsync(int max, CancellationToken cancellationToken);
}
