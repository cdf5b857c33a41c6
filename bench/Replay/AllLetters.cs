using System.Runtime.CompilerServices;
using Portal.Client.DeadLetters;
using Portal.Client.Operations;
using Portal.Operations.DeadLetters;

namespace Bench.Replay;

/// <summary>Selects what it is told there is: the index has a bench of its own.</summary>
internal sealed class AllLetters : IDeadLetterIndex
{
    private const int Chunk = 5000;
    private long _count;

    public void Pretend(long count) => _count = count;

    public async IAsyncEnumerable<IReadOnlyList<long>> SelectAsync(
        DeadLetterFilter filter, OperationKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long from = 1; from <= _count; from += Chunk)
        {
            var ids = new long[Math.Min(Chunk, _count - from + 1)];
            for (var i = 0; i < ids.Length; i++)
                ids[i] = from + i;
            yield return ids;
        }

        await Task.CompletedTask;
    }
}
