using Portal.Client.DeadLetters.Letters;

namespace Unit.Portal.Client.Desk;

public class A_selection
{
    private static readonly string[] _page = ["a", "b", "c", "d", "e"];

    private readonly Selection _selection = new();

    [Fact]
    public void Holds_what_was_ticked()
    {
        Click("b");
        Click("d");
        Click("b");
        Assert.Equal(["d"], _selection.Ids);
    }

    [Fact]
    public void Takes_in_all_from_the_one_before_to_the_one_clicked_with_Shift_in_either_direction()
    {
        Click("d");
        Click("b", shift: true);
        Assert.Equal(["b", "c", "d"], _selection.Ids.Order());
    }

    [Fact]
    public void Lets_go_of_a_range_when_the_one_clicked_with_Shift_was_ticked()
    {
        _selection.TogglePage(_page);
        Click("b");
        Click("d", shift: true);
        Assert.Equal(["a", "e"], _selection.Ids.Order());
    }

    [Fact]
    public void Takes_one_when_Shift_has_nothing_to_start_from()
    {
        Click("c", shift: true);
        Assert.Equal(["c"], _selection.Ids);
    }

    [Fact]
    public void Of_the_page_is_all_of_it_or_none()
    {
        Click("c");
        _selection.TogglePage(_page);
        Assert.True(_selection.ContainsAll(_page));
        _selection.TogglePage(_page);
        Assert.Equal(0, _selection.Count);
        Assert.False(_selection.ContainsAll([]));
    }

    [Fact]
    public void Of_everything_that_matches_ends_as_soon_as_one_is_unticked()
    {
        _selection.SelectAllMatching(_page);
        Assert.True(_selection.AllMatching);
        Click("c");
        Assert.False(_selection.AllMatching);
        Assert.Equal(["a", "b", "d", "e"], _selection.Ids.Order());
    }

    private void Click(string id, bool shift = false) => _selection.Toggle(id, shift, _page);
}
