using Portal.Client.DeadLetters.Lists;
using Portal.Client.Live;

namespace Unit.Portal.Client.Desk;

public class Rows_that_stay_where_they_are
{
    private readonly LiveRows<Item> _rows = new(item => item.Belongs, item => DateTimeOffset.FromUnixTimeSeconds(item.At));

    [Fact]
    public void Change_where_they_stand()
    {
        Load(new("b", 1, 2), new("a", 1, 1));
        _rows.Apply([new("a", 2, 9)]);
        Assert.Equal([new("b", 1, 2), new("a", 2, 9)], Items());
        Assert.Equal(0, _rows.New);
    }

    [Fact]
    public void Stay_when_the_filter_does_not_match_them_any_more()
    {
        Load(new("b", 1, 2), new("a", 1, 1));
        _rows.Apply([new("b", 2, 2, Belongs: false)]);
        Assert.Equal(["b", "a"], Items().Select(item => item.Id));
        Assert.Equal([false, true], _rows.Items.Select(row => row.Belongs));
    }

    [Fact]
    public void Leave_when_they_are_deleted_and_are_not_counted_as_new()
    {
        _rows.Apply([new("c", 1, 3)]);
        _rows.Remove(["b", "c", "unknown"]);
        Load(new("b", 1, 2), new("a", 1, 1));
        Assert.Equal(["a"], Items().Select(item => item.Id));
        Assert.Equal(0, _rows.New);
        _rows.Apply([new("d", 1, 4)]);
        _rows.Remove(["d"]);
        Assert.Equal(0, _rows.New);
    }

    [Fact]
    public void Need_not_wait_where_none_stands()
    {
        _rows.Apply([new("a", 1, 1)]);
        Assert.False(_rows.HasOnlyNew); // not read yet
        Load();
        Assert.True(_rows.HasOnlyNew);
        _rows.Freeze();
        Assert.False(_rows.HasOnlyNew);
        _rows.Thaw();
        Load(new Item("a", 1, 1));
        _rows.Apply([new("b", 1, 2)]);
        Assert.False(_rows.HasOnlyNew);
    }

    [Fact]
    public void Stay_frozen_although_they_are_deleted_and_leave_when_thawed()
    {
        Load(new("b", 1, 2), new("a", 1, 1));
        _rows.Freeze();
        _rows.Remove(["b"]);
        Assert.Equal(["b", "a"], Items().Select(item => item.Id));
        _rows.Thaw();
        Assert.Equal(["a"], Items().Select(item => item.Id));
    }

    [Fact]
    public void Count_what_is_new_and_do_not_move()
    {
        Load(new("b", 1, 2), new("a", 1, 1));
        _rows.Apply([new("c", 1, 3), new("d", 1, 4), new("x", 1, 5, Belongs: false)]);
        Assert.Equal(["b", "a"], Items().Select(item => item.Id));
        Assert.Equal(2, _rows.New);
        _rows.Apply([new("c", 2, 3, Belongs: false)]);
        Assert.Equal(1, _rows.New);
    }

    [Fact]
    public void Do_not_count_what_stands_on_a_later_page()
    {
        Load(new("b", 1, 2), new("a", 1, 1));
        _rows.Apply([new("old", 4, 0)]);
        Assert.Equal(0, _rows.New);
    }

    [Fact]
    public void Refuse_what_is_older()
    {
        Load(new Item("a", 5, 1));
        _rows.Apply([new("a", 4, 9)]);
        Assert.Equal([new("a", 5, 1)], Items());
    }

    [Fact]
    public void Take_in_what_came_while_they_were_read()
    {
        _rows.Apply([new("a", 2, 1), new("new", 1, 7)]);
        Load(new Item("a", 1, 1));
        Assert.Equal([new("a", 2, 1)], Items());
        Assert.Equal(1, _rows.New);
    }

    [Fact]
    public void Keep_everything_while_they_are_frozen()
    {
        Load(new("b", 1, 2), new("a", 1, 1));
        _rows.Freeze();
        _rows.Apply([new("a", 2, 1), new("c", 1, 3)]);
        _rows.Apply([new("a", 3, 1)]);
        Assert.Equal([new("b", 1, 2), new("a", 1, 1)], Items());
        Assert.Equal(2, _rows.Waiting);

        _rows.Thaw();
        Assert.Equal([new("b", 1, 2), new("a", 3, 1)], Items());
        Assert.Equal((1, 0), (_rows.New, _rows.Waiting));
    }

    private void Load(params Item[] items) => _rows.EndLoad(items);

    private IEnumerable<Item> Items() => _rows.Items.Select(row => row.Item);

    private sealed record Item(string Id, long Version, long At, bool Belongs = true) : ILiveEntity;
}
