using Portal.Client.Live;

namespace Portal.Client.DeadLetters.Lists;

/// <summary>
/// The rows of a page that somebody works with: nothing moves under the mouse. A row that changes does so where it is, one that
/// ceases to belong stays and is dimmed, and new ones are counted until they are asked for. Frozen, it keeps what comes (of each
/// entity the newest version) and shows it when thawed; nothing is discarded. Not thread-safe: used in a renderer's context.
/// </summary>
/// <param name="belongs">Whether an entity is one of this list (the filter).</param>
/// <param name="at">What the list is ordered by, newest first.</param>
internal sealed class LiveRows<T>(Func<T, bool> belongs, Func<T, DateTimeOffset> at)
    where T : class, ILiveEntity
{
    private readonly Dictionary<string, T> _waiting = [];
    private readonly HashSet<string> _new = [];
    private readonly HashSet<string> _gone = [];
    private List<Row<T>> _rows = [];
    private DateTimeOffset? _newest;
    private bool _loaded;

    public IReadOnlyList<Row<T>> Items => _rows;

    /// <summary>How many belong here and have come since the list was read.</summary>
    public int New => _new.Count;

    /// <summary>Nothing is there that could move: new ones need not wait until they are asked for.</summary>
    public bool HasOnlyNew => _loaded && !Frozen && _rows.Count == 0 && New > 0;

    public bool Frozen { get; private set; }

    /// <summary>How many entities have changed since it was frozen.</summary>
    public int Waiting => Frozen ? _waiting.Count : 0;

    public void EndLoad(IReadOnlyList<T> snapshot)
    {
        _rows = [.. snapshot.Select(item => new Row<T>(item))];
        _newest = snapshot.Count == 0 ? null : snapshot.Max(at);
        _new.Clear();
        _loaded = true;
        if (!Frozen) Settle();
    }

    public void Apply(IReadOnlyList<T> changes)
    {
        foreach (var change in changes)
        {
            if (!_waiting.TryGetValue(change.Id, out var known) || change.Version > known.Version) _waiting[change.Id] = change;
        }

        if (_loaded && !Frozen) Settle();
    }

    /// <summary>Takes away what does not exist any more; frozen, or while the list is being read, when that is over.</summary>
    public void Remove(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            _waiting.Remove(id);
            _new.Remove(id);
            if (!_loaded || Find(id) is not null) _gone.Add(id);
        }

        if (_loaded && !Frozen) Settle();
    }

    public void Freeze() => Frozen = true;

    public void Thaw()
    {
        Frozen = false;
        if (_loaded) Settle();
    }

    public T? Find(string id) => _rows.Find(row => row.Item.Id == id)?.Item;

    private void Settle()
    {
        foreach (var change in _waiting.Values)
        {
            var index = _rows.FindIndex(row => row.Item.Id == change.Id);
            if (index < 0) Count(change);
            else if (change.Version > _rows[index].Item.Version) _rows[index] = new Row<T>(change, belongs(change));
        }

        _waiting.Clear();
        _rows.RemoveAll(row => _gone.Contains(row.Item.Id));
        _gone.Clear();
    }

    // Of those that are not on this page only the ones that would stand above it are news; the others are on a later page.
    private void Count(T change)
    {
        if (belongs(change) && (_newest is null || at(change) > _newest)) _new.Add(change.Id);
        else _new.Remove(change.Id);
    }
}
