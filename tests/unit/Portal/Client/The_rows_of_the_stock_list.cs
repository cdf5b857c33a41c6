using Portal.Client.Contracts;
using Portal.Client.Stock;

namespace Unit.Portal.Client;

public sealed class The_rows_of_the_stock_list
{
    private const long LowAt = 10;
    private static readonly DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_sku_that_is_new_is_looked_up_and_goes_to_its_place()
    {
        var rows = Rows(new StockFilter(), null, Item("A", 50), Item("C", 50));

        Assert.Equal(["B"], rows.Apply([Level("B", 20, 1)]));
        Assert.True(rows.Add([Item("B", 20, 1)]));

        Assert.Equal("A B C", Shown(rows));
    }

    [Fact]
    public void What_becomes_low_comes_and_what_ceases_to_be_leaves()
    {
        var rows = Rows(new StockFilter(Low: true), null, Item("A", 3), Item("B", 7));

        Assert.Empty(rows.Apply([Level("A", 40, 1), Level("D", 11, 1)]));
        Assert.Equal("B", Shown(rows));

        Assert.Equal(["D"], rows.Apply([Level("D", 2, 2)]));
        rows.Add([Item("D", 2, 2)]);
        Assert.Equal("D B", Shown(rows));
        Assert.True(rows.Items[0].Low);
    }

    [Fact]
    public void What_does_not_match_the_search_is_looked_up_once()
    {
        var rows = Rows(new StockFilter("lamp"), null, Item("A", 3, name: "Lamp"));

        Assert.Equal(["B", "C"], rows.Apply([Level("B", 1, 1), Level("C", 1, 1)]));
        rows.Add([Item("B", 1, 1, "Table"), Item("C", 1, 1, "Red lamp")]);

        Assert.Equal("A C", Shown(rows));
        Assert.Empty(rows.Apply([Level("B", 2, 2)]));
    }

    [Theory]
    [InlineData(StockSort.Sku, false, "D")]
    [InlineData(StockSort.Sku, true, "B")]
    [InlineData(StockSort.Available, false, "D")]
    public void What_lies_behind_the_last_row_of_a_page_that_others_follow_is_not_looked_up(StockSort sort, bool descending, string behind)
    {
        StockItem[] page = descending ? [Item("E", 50), Item("C", 50)] : [Item("A", 50), Item("C", 50)];
        var rows = Rows(new StockFilter(null, false, sort, descending), "more", page);

        Assert.Empty(rows.Apply([Level(behind, 90, 1)]));
    }

    [Fact]
    public void A_page_that_is_not_the_first_takes_in_nothing()
    {
        var rows = new StockRows(new StockFilter(), isFirst: false, LowAt, new Page<StockItem>([Item("M", 5)], null));

        Assert.Empty(rows.Apply([Level("N", 1, 1), Level("M", 4, 1)]));
        Assert.Equal(4, Assert.Single(rows.Items).OnHand);
    }

    [Fact]
    public void A_row_too_many_asks_for_the_page_anew_so_that_there_is_a_next_one()
    {
        var rows = Rows(new StockFilter(), null, Item("A", 5), Item("B", 5), Item("D", 5));

        Assert.False(rows.Add([Item("C", 1, 1)]));
        Assert.Equal("A B C", Shown(rows));
    }

    [Fact]
    public void A_page_that_all_rows_have_left_is_drained_only_where_more_follow()
    {
        var last = Rows(new StockFilter(Low: true), null, Item("A", 5));
        var more = Rows(new StockFilter(Low: true), "more", Item("A", 5));
        last.Apply([Level("A", 50, 1)]);
        more.Apply([Level("A", 50, 1)]);

        Assert.False(last.IsDrained);
        Assert.True(more.IsDrained);
    }

    private static StockRows Rows(StockFilter filter, string? next, params StockItem[] items) =>
        new(filter, isFirst: true, LowAt, new Page<StockItem>(items, next), capacity: 3);

    private static StockItem Item(string sku, long onHand, long version = 0, string name = "Thing") =>
        new(sku, name, onHand, 0, onHand, onHand <= LowAt, _now, version);

    private static StockLevelView Level(string sku, long onHand, long version) => new(sku, onHand, 0, version, _now);

    private static string Shown(StockRows rows) => string.Join(' ', rows.Items.Select(item => item.Sku));
}
