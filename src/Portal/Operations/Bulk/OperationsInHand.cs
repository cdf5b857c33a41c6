using System.Collections.Concurrent;
using Portal.Client.Operations;

namespace Portal.Operations.Bulk;

/// <summary>What every operation that is not over has still to do, in memory.</summary>
internal sealed class OperationsInHand : DeadLetters.IReplaysInHand
{
    private readonly ConcurrentDictionary<string, (OperationKind Kind, OpenItems Items)> _operations = new(StringComparer.Ordinal);

    /// <summary>How many operations are not over.</summary>
    public int Count => _operations.Count;

    public OpenItems? Find(string operation) => _operations.TryGetValue(operation, out var found) ? found.Items : null;

    public void Add(string operation, OperationKind kind, OpenItems items) => _operations[operation] = (kind, items);

    public void Remove(string operation) => _operations.TryRemove(operation, out _);

    /// <summary>Whether an operation that is not over will do this to the dead letter.</summary>
    public bool Contains(OperationKind kind, long id)
    {
        foreach (var operation in _operations.Values)
        {
            if (operation.Kind == kind && operation.Items.Contains(id))
                return true;
        }

        return false;
    }

    public IReadOnlySet<long> Among(IReadOnlyCollection<long> ids) => _operations.IsEmpty
        ? new HashSet<long>()
        : ids.Where(id => Contains(OperationKind.Replay, id)).ToHashSet();

    public IReadOnlySet<long> Held(IReadOnlyCollection<long> ids) => _operations.IsEmpty
        ? new HashSet<long>()
        : ids.Where(id => _operations.Values.Any(operation => operation.Items.Contains(id))).ToHashSet();

    public IReadOnlyList<long> Newest(int limit, long? before) =>
    [
        .. _operations.Values.Where(o => o.Kind == OperationKind.Replay).SelectMany(o => o.Items.Newest(limit, before)).OrderDescending().Take(limit),
    ];
}
