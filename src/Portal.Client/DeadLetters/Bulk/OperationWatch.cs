using Portal.Client.Operations;

namespace Portal.Client.DeadLetters.Bulk;

/// <summary>The operations that are under way, and those that were started from this page, until they are put away.</summary>
internal sealed class OperationWatch
{
    private const int MostShown = 5;

    private readonly Dictionary<string, OperationView> _known = [];
    private readonly List<string> _mine = [];

    public IReadOnlyList<OperationView> Active { get; private set; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<OperationView> Mine { get; private set; } = [];

    public void Apply(IReadOnlyList<OperationView> changes)
    {
        foreach (var change in changes)
        {
            if (_known.TryGetValue(change.Id, out var known) && known.Version >= change.Version) continue;

            if (BulkRequest.IsUnderWay(change) || _mine.Contains(change.Id)) _known[change.Id] = change;
            else _known.Remove(change.Id);
        }

        Settle();
    }

    public void AddMine(OperationView operation)
    {
        _mine.Insert(0, operation.Id);
        Apply([operation]);
    }

    public void Hide(string id)
    {
        _mine.Remove(id);
        if (_known.TryGetValue(id, out var known) && !BulkRequest.IsUnderWay(known)) _known.Remove(id);
        Settle();
    }

    private void Settle()
    {
        Active = [.. _known.Values.Where(BulkRequest.IsUnderWay)];
        Mine = [.. _mine.Take(MostShown).Select(id => _known.GetValueOrDefault(id)).OfType<OperationView>()];
    }
}
