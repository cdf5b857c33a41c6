using Portal.Client.Overview;

namespace Portal.Overview;

/// <summary>What the overview asks of whoever carries out long work.</summary>
internal interface IOperationFigures
{
    /// <summary>Those that stopped by themselves and wait for a person, at most <paramref name="max"/>.</summary>
    Task<IReadOnlyList<StoppedOperation>> StoppedAsync(int max, CancellationToken cancellationToken);
}
