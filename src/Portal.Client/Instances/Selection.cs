namespace Portal.Client.Instances;

/// <summary>What is picked of a list, by id: one by one, as a range from the one picked before (Shift), or all.</summary>
internal sealed class Selection
{
    private readonly HashSet<string> _ids = [];
    private string? _anchor;

    public int Count => _ids.Count;

    public bool Contains(string id) => _ids.Contains(id);

    /// <summary>Picks it or lets it go; with <paramref name="range"/> everything up to the one picked before becomes as it does.</summary>
    public void Toggle(IReadOnlyList<string> list, string id, bool range)
    {
        var picked = !_ids.Contains(id);
        var (from, to) = (IndexOf(list, range ? _anchor ?? id : id), IndexOf(list, id));
        if (from < 0) from = to;
        for (var i = Math.Min(from, to); i <= Math.Max(from, to); i++) Set(list[i], picked);
        _anchor = id;
    }

    public void SetAll(IEnumerable<string> list, bool picked)
    {
        foreach (var id in list) Set(id, picked);
        _anchor = null;
    }

    /// <summary>Forgets what is not in the list any more.</summary>
    public void Keep(IEnumerable<string> list) => _ids.IntersectWith(list);

    public void Clear()
    {
        _ids.Clear();
        _anchor = null;
    }

    private void Set(string id, bool picked)
    {
        if (picked) _ids.Add(id);
        else _ids.Remove(id);
    }

    private static int IndexOf(IReadOnlyList<string> list, string id)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] == id) return i;
        }

        return -1;
    }
}
