namespace Portal.Operations.Bulk;

/// <summary>
/// The dead letters that an operation has still to deal with, 8 bytes each, and where its worker is among them. Those that could
/// not be dealt with now are left behind and come again when the others have had their turn.
/// </summary>
internal sealed class OpenItems
{
    private readonly Lock _lock = new();
    private readonly List<long[]> _chunks;
    private long _after = long.MinValue;

    /// <param name="chunks">Ascending within and among each other, none empty.</param>
    public OpenItems(IEnumerable<long[]> chunks)
    {
        _chunks = [.. chunks];
        Count = _chunks.Sum(chunk => (long)chunk.Length);
    }

    public long Count { get; private set; }

    public bool Contains(long id)
    {
        lock (_lock)
        {
            var at = ChunkOf(id);
            return at >= 0 && Array.BinarySearch(_chunks[at], id) >= 0;
        }
    }

    /// <summary>The highest ids below <paramref name="before"/>, descending.</summary>
    public List<long> Newest(int limit, long? before)
    {
        var newest = new List<long>(limit);
        lock (_lock)
        {
            for (var at = before is { } bound ? ChunkOf(bound) : _chunks.Count - 1; at >= 0 && newest.Count < limit; at--)
            {
                for (var i = _chunks[at].Length - 1; i >= 0 && newest.Count < limit; i--)
                {
                    if (before is null || _chunks[at][i] < before)
                        newest.Add(_chunks[at][i]);
                }
            }
        }

        return newest;
    }

    /// <summary>The next ones whose turn it is, of one chunk, ascending; they stay until <see cref="Remove"/>.</summary>
    public long[] Take(int max)
    {
        lock (_lock)
        {
            if (_chunks.Count == 0)
                return [];
            if (_after >= _chunks[^1][^1])
                _after = long.MinValue;
            var at = Math.Max(0, ChunkOf(_after));
            if (_chunks[at][^1] <= _after)
                at++;
            var chunk = _chunks[at];
            var from = Array.BinarySearch(chunk, _after);
            from = from < 0 ? ~from : from + 1;
            var taken = chunk[from..Math.Min(chunk.Length, from + max)];
            _after = taken[^1];
            return taken;
        }
    }

    /// <summary>The last ones taken come again next.</summary>
    public void PutBack(long[] taken)
    {
        lock (_lock)
            _after = taken[0] - 1;
    }

    public void Remove(IEnumerable<long> ids)
    {
        lock (_lock)
        {
            foreach (var group in ids.GroupBy(ChunkOf).OrderByDescending(group => group.Key).ToList())
            {
                if (group.Key < 0)
                    continue;
                var gone = group.ToHashSet();
                var left = Array.FindAll(_chunks[group.Key], id => !gone.Contains(id));
                Count -= _chunks[group.Key].Length - left.Length;
                if (left.Length == 0)
                    _chunks.RemoveAt(group.Key);
                else
                    _chunks[group.Key] = left;
            }
        }
    }

    /// <summary>The last chunk that begins at or before the id, or -1.</summary>
    private int ChunkOf(long id)
    {
        var (low, high) = (0, _chunks.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (_chunks[middle][0] <= id)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return high;
    }
}
