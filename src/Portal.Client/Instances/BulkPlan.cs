namespace Portal.Client.Instances;

/// <summary>What an action would do to a selection: to how many it is allowed, and in words why not to the others.</summary>
/// <param name="Action">The action.</param>
/// <param name="Allowed">Those it can be asked of now.</param>
/// <param name="Selected">How many are selected.</param>
/// <param name="Words">Why not of the others; empty when it is allowed for all.</param>
internal sealed record BulkPlan(InstanceAction Action, IReadOnlyList<InstanceView> Allowed, int Selected, string Words)
{
    /// <summary>For the button: <c>Stop 3 of 5</c>, or <c>Stop 5</c>.</summary>
    public string Label => Allowed.Count == Selected ? $"{Action} {Selected}" : $"{Action} {Allowed.Count} of {Selected}";

    public static BulkPlan Of(
        InstanceAction action, IReadOnlyList<InstanceView> selected, Func<InstanceView, IReadOnlyList<InstanceAction>> allowed)
    {
        var can = new List<InstanceView>();
        var why = new List<string>();
        foreach (var instance in selected)
        {
            if (!allowed(instance).Contains(action)) why.Add(WhyNot(action, instance.State));
            else if (instance.IsProtected && action is not InstanceAction.Start) why.Add("protected");
            else can.Add(instance);
        }

        var words = why.GroupBy(w => w).OrderByDescending(g => g.Count())
            .Select(g => $"{g.Count()} {(g.Count() == 1 ? "is" : "are")} {g.Key}");
        return new BulkPlan(action, can, selected.Count, string.Join(", ", words));
    }

    private static string WhyNot(InstanceAction action, InstanceState state) => (action, state) switch
    {
        (InstanceAction.Stop, InstanceState.Stopped) => "already stopped",
        (InstanceAction.Stop, InstanceState.Stopping) => "already stopping",
        (InstanceAction.Start, InstanceState.Running) => "already running",
        (InstanceAction.Start, InstanceState.Pending) => "already starting",
        (InstanceAction.Terminate, InstanceState.ShuttingDown) => "already shutting down",
        (_, InstanceState.Terminated) => "terminated",
        (_, InstanceState.Stopped) => "stopped",
        _ => "in a transition",
    };
}
