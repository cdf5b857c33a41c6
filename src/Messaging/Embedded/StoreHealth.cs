namespace Messaging.Embedded;

/// <summary>
/// What is wrong with the store, since this process opened it first: longer than one connection of the writer's lives. The writer's thread says it,
/// anybody reads it.
/// </summary>
internal sealed class StoreHealth(TimeProvider time)
{
    private StoreTrouble[] _troubles = [];

    public IReadOnlyList<StoreTrouble> Troubles => Volatile.Read(ref _troubles);

    /// <summary>A sync of the file has failed: it may not be relied on for anything that is in the log.</summary>
    public bool IsNotSynced => Has(StoreTroubleKind.NotSynced);

    public void Began(StoreTroubleKind kind)
    {
        if (!Has(kind))
            Volatile.Write(ref _troubles, [.. _troubles, new StoreTrouble(kind, time.GetUtcNow())]);
    }

    public void Ended(StoreTroubleKind kind)
    {
        if (Has(kind))
            Volatile.Write(ref _troubles, [.. _troubles.Where(trouble => trouble.Kind != kind)]);
    }

    private bool Has(StoreTroubleKind kind)
    {
        // Asked with each commit, and as a rule there are none.
        foreach (var trouble in _troubles)
        {
            if (trouble.Kind == kind)
                return true;
        }

        return false;
    }
}
