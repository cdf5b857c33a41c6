using Portal.Client.DeadLetters;
using Portal.Client.Operations;

namespace Portal.Operations.DeadLetters;

internal interface IDeadLetterIndex
{
    IAsyncEnumerable<IReadOnlyList<long>> SelectAsync(DeadLetterFilter filter, OperationKind kind, CancellationToken cancellationToken);
}
