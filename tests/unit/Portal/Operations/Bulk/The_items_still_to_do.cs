using Portal.Operations.Bulk;

namespace Unit.Portal.Operations.Bulk;

public class The_items_still_to_do
{
    [Fact]
    public void Are_taken_in_order_and_come_again_when_they_were_left_behind()
    {
        var items = new OpenItems([[1, 2, 3], [5, 8], [9]]);
        Assert.Equal([1, 2], items.Take(2));
        Assert.Equal([3], items.Take(2)); // not over the end of a chunk
        items.Remove([1, 3]);
        Assert.Equal([5, 8], items.Take(10));
        items.Remove([5, 8]);
        Assert.Equal([9], items.Take(10));
        items.Remove([9]);
        Assert.Equal([2], items.Take(10)); // it was left behind
        Assert.Equal(1, items.Count);
        items.Remove([2]);
        Assert.Empty(items.Take(10));
        Assert.Equal(0, items.Count);
    }

    [Fact]
    public void Come_again_at_once_when_they_are_put_back()
    {
        var items = new OpenItems([[1, 2, 3], [5]]);
        items.PutBack(items.Take(2));
        Assert.Equal([1, 2], items.Take(2));
    }

    [Fact]
    public void Are_found_among_others()
    {
        var items = new OpenItems([[1, 2, 3], [5, 8], [9]]);
        Assert.Equal([1, 5, 9], new long[] { 0, 1, 4, 5, 6, 9, 10 }.Where(items.Contains));
        Assert.Equal([9, 8, 5, 3], items.Newest(4, null));
        Assert.Equal([5, 3, 2, 1], items.Newest(10, 8));
        Assert.Empty(items.Newest(10, 1));
    }
}
