namespace Portal.Client.Live;

/// <summary>
/// A list that merges a snapshot with the changes around it, whichever comes first: of each entity the higher version
/// stays. Make it, let it have the changes, read the snapshot, <see cref="EndLoad"/>. Not thread-safe: a component uses
/// it inside its renderer's context.
/// </summary>
public sealed class LiveList<T>
    where T : class, ILiveEntity
{
    // Changes that came while a snapshot was being read: the snapshot may be older than they are.
    private readonly Dictionary<string, T> _duringLoad = [];
    private readonly Func<T, bool> _belongs;
    private readonly Comparison<T>? _order;
    private readonly int _capacity;
    private List<T> _items = [];
    private bool _loading = true;

    /// <param name="belongs">Whether an entity is one of this list (the filter); one that ceases to belong leaves.</param>
    /// <param name="order">Where an entity that is new to the list goes; null: the list takes in no new entities.</param>
    /// <param name="capacity">How many it holds at most; what is beyond falls off the end.</param>
    public LiveList(Func<T, bool> belongs, Comparison<T>? order, int capacity = int.MaxValue)
    {
        _belongs = belongs;
        _order = order;
        _capacity = capacity;
    }

    public IReadOnlyList<T> Items => _items;

    /// <summary>A list that shows nothing and takes in nothing, for before the first load.</summary>
    internal static LiveList<T> Empty()
    {
        var empty = new LiveList<T>(_ => false, null);
        empty.EndLoad([]);
        return empty;
    }

    /// <summary>Takes in the snapshot. To load again, make a new list: the old one can stay on show until then.</summary>
    public void EndLoad(IReadOnlyList<T> snapshot)
    {
        _loading = false;
        _items = [.. snapshot];
        foreach (var change in _duringLoad.Values) Apply(change);
        _duringLoad.Clear();
    }

    public void Apply(IReadOnlyList<T> changes)
    {
        foreach (var change in changes)
        {
            if (_loading) Remember(change);
            else Apply(change);
        }
    }

    private void Remember(T change)
    {
        if (!_duringLoad.TryGetValue(change.Id, out var known) || change.Version > known.Version) _duringLoad[change.Id] = change;
    }

    private void Apply(T change)
    {
        var index = _items.FindIndex(item => item.Id == change.Id);
        if (index < 0)
        {
            Insert(change);
        }
        else if (change.Version > _items[index].Version)
        {
            if (_belongs(change)) _items[index] = change;
            else _items.RemoveAt(index);
        }
    }

    private void Insert(T change)
    {
        if (_order is null || !_belongs(change)) return;

        var index = _items.FindIndex(item => _order(change, item) < 0);
        _items.Insert(index < 0 ? _items.Count : index, change);
        if (_items.Count > _capacity) _items.RemoveAt(_items.Count - 1);
    }
}
