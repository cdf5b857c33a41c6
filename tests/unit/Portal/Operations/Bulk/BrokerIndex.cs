using System.Runtime.CompilerServices;
using Messaging;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;
using Portal.Operations.DeadLetters;
using DeadLetterStatus = Messaging.DeadLetterStatus;

namespace Unit.Portal.Operations.Bulk;

/// <summary>Selects by asking the broker: what an operation covers, without the index that finds it fast.</summary>
internal sealed class BrokerIndex(IBroker broker) : IDeadLetterIndex
{
    private const int Page = 1000;

    public async IAsyncEnumerable<IReadOnlyList<long>> SelectAsync(
        DeadLetterFilter filter, OperationKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        foreach (var status in From(kind))
        {
            (DateTimeOffset, long)? after = null;
            IReadOnlyList<DeadLetter> letters;
            do
            {
                letters = await broker.ListDeadLettersAsync(
                    new DeadLetterQuery(filter.Queue, filter.Type, status, Limit: Page, After: after), cancellationToken);
                ids.AddRange(letters.Select(letter => letter.Id));
                after = letters.Count == 0 ? null : (letters[^1].FailedAt, letters[^1].Id);
            }
            while (letters.Count == Page);
        }

        ids.Sort();
        foreach (var chunk in ids.Chunk(700))
            yield return chunk;
    }

    private static DeadLetterStatus[] From(OperationKind kind) => kind switch
    {
        OperationKind.Replay => [DeadLetterStatus.Failed],
        OperationKind.Archive => [DeadLetterStatus.Failed, DeadLetterStatus.Resolved],
        OperationKind.Restore => [DeadLetterStatus.Archived],
        _ => [DeadLetterStatus.Failed, DeadLetterStatus.Resolved, DeadLetterStatus.Archived],
    };
}
