using Portal.Data;
using Portal.Operations.Bulk.Data;

namespace Portal.Operations.Bulk;

/// <summary>What every worker works with.</summary>
internal sealed record OperationTools(
    ServiceStore<OperationsDbContext> Store,
    OperationBook Book,
    LetterWork Work,
    CanaryWatch Canary,
    OperationsInHand InHand,
    TimeProvider Time,
    ILogger<OperationWorker> Logger)
{
    private const int AtOnce = 2;

    /// <summary>
    /// Batches in the broker at the same time, of all operations together. First in, first out: operations take turns, and however
    /// many there are, a message that is published waits for no more than these.
    /// </summary>
    public SemaphoreSlim Turns { get; } = new(AtOnce, AtOnce);
}
