using Portal.Client.Instances;

namespace Unit.Portal.Client;

public class A_selection_of_instances
{
    private static readonly string[] _list = ["a", "b", "c", "d", "e"];

    [Fact]
    public void Takes_a_range_with_shift_in_either_direction()
    {
        var selection = new Selection();
        selection.Toggle(_list, "b", range: false);
        selection.Toggle(_list, "d", range: true);
        Assert.Equal(["b", "c", "d"], Picked(selection));
        selection.Toggle(_list, "a", range: true);
        Assert.Equal(["a", "b", "c", "d"], Picked(selection));
        selection.Toggle(_list, "c", range: false);
        Assert.Equal(["a", "b", "d"], Picked(selection));
        selection.Toggle(_list, "a", range: true); // lets go, from the one let go before
        Assert.Equal(["d"], Picked(selection));
    }

    [Fact]
    public void Forgets_what_is_gone_also_as_the_beginning_of_a_range()
    {
        var selection = new Selection();
        selection.Toggle(_list, "a", range: false);
        selection.Keep(["c", "d"]);
        Assert.Equal(0, selection.Count);
        selection.Toggle(["c", "d"], "d", range: true);
        Assert.Equal(["d"], Picked(selection));
    }

    [Fact]
    public void A_bulk_action_says_how_many_it_is_allowed_for_and_why_not_for_the_others()
    {
        InstanceView[] selected =
        [
            View(InstanceState.Running), View(InstanceState.Running), View(InstanceState.Running, isProtected: true), View(InstanceState.Stopped), View(InstanceState.Stopped),
            View(InstanceState.Pending),
        ];
        var stop = BulkPlan.Of(InstanceAction.Stop, selected, Allowed);
        Assert.Equal("Stop 2 of 6", stop.Label);
        Assert.Equal("2 are already stopped, 1 is protected, 1 is in a transition", stop.Words);
        var start = BulkPlan.Of(InstanceAction.Start, selected[3..5], Allowed);
        Assert.Equal(("Start 2", ""), (start.Label, start.Words));
    }

    private static IReadOnlyList<InstanceAction> Allowed(InstanceView instance) => instance.State switch
    {
        InstanceState.Running => [InstanceAction.Stop, InstanceAction.Reboot, InstanceAction.Terminate],
        InstanceState.Stopped => [InstanceAction.Start, InstanceAction.Terminate],
        _ => [],
    };

    private static InstanceView View(InstanceState state, bool isProtected = false) =>
        new("i", "n", "w", state, (int)state, null, 1, null, default, default, isProtected, default);

    private static IEnumerable<string> Picked(Selection selection) => _list.Where(selection.Contains);
}
