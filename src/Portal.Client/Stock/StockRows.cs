using Portal.Client.Contracts;
using Portal.Client.Live;

namespace Portal.Client.Stock;

/// <summary>
/// One page of the stock list as it changes. What is on the page changes in place and leaves when it ceases to match. What is
/// not on it is told without its name, so whatever may belong here is looked up first; beside a warehouse of a million SKUs
/// that is little: what lies behind the last row, or is not low, is known not to.
/// </summary>
internal sealed class StockRows
{
    private const int Remembered = 10_000;

    private readonly StockFilter _filter;
    private readonly Comparison<StockItem> _order;
    private readonly LiveList<StockItem> _items;
    private readonly HashSet<string> _elsewhere = []; // names match or do not, whatever the quantities are
    private readonly bool _takesIn;
    private readonly long _lowAt;
    private readonly int _capacity;

    /// <param name="filter">Which stock, in which order.</param>
    /// <param name="isFirst">Whether it is the first page: only that takes in rows.</param>
    /// <param name="lowAt">What is available up to this is low.</param>
    /// <param name="page">What was read.</param>
    /// <param name="capacity">How many rows a page has at most.</param>
    public StockRows(StockFilter filter, bool isFirst, long lowAt, Page<StockItem> page, int capacity = PageRequest.DefaultLimit)
    {
        (_filter, _takesIn, _lowAt, _capacity) = (filter, isFirst, lowAt, capacity);
        _order = StockOrdering.Of(filter);
        _items = new LiveList<StockItem>(Matches, isFirst ? _order : null, capacity);
        _items.EndLoad(page.Items);
        Next = page.Next;
    }

    public IReadOnlyList<StockItem> Items => _items.Items;

    /// <summary>The cursor of the page after this one, or null when there was none.</summary>
    public string? Next { get; }

    /// <summary>Every row has left, and there are more behind: the page is to be read again.</summary>
    public bool IsDrained => Items.Count == 0 && Next is not null;

    private bool IsByName => _filter is { Low: false, Sort: StockSort.Name };

    /// <summary>Takes in what is known of the rows that are there, and answers which SKUs to look up for others.</summary>
    public IReadOnlyList<string> Apply(IReadOnlyList<StockLevelView> changes)
    {
        var unknown = new List<string>();
        foreach (var change in changes)
        {
            if (Items.FirstOrDefault(item => item.Sku == change.Sku) is { } item)
                _items.Apply([item.With(change, _lowAt)]);
            else if (MayBelong(change))
                unknown.Add(change.Sku);
        }

        return unknown;
    }

    /// <summary>Takes in what was looked up. False when the page is to be read again: a row went over to a next page that there was not.</summary>
    public bool Add(IReadOnlyList<StockItem> found)
    {
        var overflows = false;
        foreach (var item in found)
        {
            var behind = IsBehind(item);
            if (!MatchesText(item) || (behind && IsByName)) Remember(item.Sku);
            if (behind || !Matches(item)) continue;

            overflows |= Next is null && Items.Count >= _capacity && Items.All(row => row.Sku != item.Sku);
            _items.Apply([item]);
        }

        return !overflows;
    }

    private bool MayBelong(StockLevelView change)
    {
        if (!_takesIn || _elsewhere.Contains(change.Sku) || (_filter.Low && change.Available > _lowAt)) return false;
        return IsByName
            || !IsBehind(new StockItem(change.Sku, "", change.OnHand, change.Reserved, change.Available, change.Available <= _lowAt, null, 0));
    }

    private bool IsBehind(StockItem item) => Next is not null && Items.Count > 0 && _order(item, Items[^1]) > 0;

    private bool Matches(StockItem item) => (!_filter.Low || item.Available <= _lowAt) && MatchesText(item);

    private bool MatchesText(StockItem item) => _filter.Text?.Trim() is not { Length: > 0 } text
        || item.Sku.Contains(text, StringComparison.OrdinalIgnoreCase) || item.Name.Contains(text, StringComparison.OrdinalIgnoreCase);

    private void Remember(string sku)
    {
        if (_elsewhere.Count >= Remembered) _elsewhere.Clear();
        _elsewhere.Add(sku);
    }
}
