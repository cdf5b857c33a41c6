using Portal.Client.Operations;

namespace Portal.Client.DeadLetters.Bulk;

/// <summary>The operations that are under way, whoever started them.</summary>
internal sealed class OperationWatch
{
    private readonly Dictionary<string, OperationView> _known = [];

    public IReadOnlyList<OperationView> UnderWay { get; private set; } = [];

    /// <summary>Takes in a snapshot or changes, in whichever order they come.</summary>
    public void Apply(IReadOnlyList<OperationView> changes)
    {
        foreach (var change in changes)
        {
            if (!_known.TryGetValue(change.Id, out var known) || known.Version < change.Version) _known[change.Id] = change;
        }

        UnderWay = [.. _known.Values.Where(BulkRequest.IsUnderWay)];
    }
}
