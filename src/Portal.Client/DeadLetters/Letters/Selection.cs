namespace Portal.Client.DeadLetters.Letters;

/// <summary>What is ticked on a page of a list, or everything that matches the filter.</summary>
public sealed class Selection
{
    private readonly HashSet<string> _ids = [];
    private string? _anchor;

    /// <summary>Everything that matches, also on other pages; <see cref="Ids"/> are then those of this page.</summary>
    public bool AllMatching { get; private set; }

    public IReadOnlyCollection<string> Ids => _ids;

    public int Count => _ids.Count;

    public bool Contains(string id) => _ids.Contains(id);

    public bool ContainsAll(IEnumerable<string> ids) => ids.Any() && ids.All(_ids.Contains);

    /// <summary>Ticks or unticks one. With <paramref name="range"/>, all from the one touched before to this one become as this one does.</summary>
    /// <param name="id">The one that was clicked.</param>
    /// <param name="range">Shift was held.</param>
    /// <param name="page">The ids of the page in the order shown.</param>
    public void Toggle(string id, bool range, IReadOnlyList<string> page)
    {
        AllMatching = false;
        var tick = !_ids.Contains(id);
        foreach (var each in range ? Between(_anchor, id, page) : [id])
        {
            if (tick) _ids.Add(each);
            else _ids.Remove(each);
        }

        _anchor = id;
    }

    /// <summary>Unticks what does not exist any more.</summary>
    public void Forget(IEnumerable<string> ids) => _ids.ExceptWith(ids);

    public void TogglePage(IReadOnlyList<string> page)
    {
        AllMatching = false;
        if (ContainsAll(page)) _ids.ExceptWith(page);
        else _ids.UnionWith(page);
    }

    public void SelectAllMatching(IReadOnlyList<string> page)
    {
        _ids.UnionWith(page);
        AllMatching = true;
    }

    public void Clear()
    {
        _ids.Clear();
        _anchor = null;
        AllMatching = false;
    }

    private static List<string> Between(string? from, string to, IReadOnlyList<string> page)
    {
        var ids = page.ToList();
        var (a, b) = (from is null ? -1 : ids.IndexOf(from), ids.IndexOf(to));
        return a < 0 || b < 0 ? [to] : ids.GetRange(Math.Min(a, b), Math.Abs(a - b) + 1);
    }
}
