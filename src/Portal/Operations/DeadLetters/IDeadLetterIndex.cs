using Portal.Client.DeadLetters;
using Portal.Client.Operations;

namespace Portal.Operations.DeadLetters;

/// <summary>The index over the dead letters, as those who work on many of them use it.</summary>
internal interface IDeadLetterIndex
{
    /// <summary>
    /// Ids that match, ascending, in chunks of at most 5,000, of one consistent snapshot that has everything that was committed when
    /// this was called. Only those to which it can be done: replay to failed ones; archive to failed and resolved, restore to
    /// archived, delete to all but replayed ones.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<long>> SelectAsync(DeadLetterFilter filter, OperationKind kind, CancellationToken cancellationToken);
}
