using Portal.Client.Instances;
using Portal.Compute.States;

namespace Unit.Compute.States;

public class Every_outcome_in_every_state
{
    private const string Internal = "Server.InternalError";
    private const string Itself = "Client.InstanceInitiatedShutdown";
    private const string Before = "Before";

    /// <summary>All that counts, where it leads and with which reason; what is not here is ignored.</summary>
    private static readonly Dictionary<(InstanceState, bool Rebooting, int Outcome), (InstanceState State, string? Reason)> _counts = new()
    {
        [(InstanceState.Pending, false, (int)InstanceOutcome.Launched)] = (InstanceState.Running, null),
        [(InstanceState.Pending, false, (int)InstanceOutcome.LaunchFailed)] = (InstanceState.Stopped, Internal),
        [(InstanceState.Running, true, (int)InstanceOutcome.Launched)] = (InstanceState.Running, null),
        [(InstanceState.Running, true, (int)InstanceOutcome.LaunchFailed)] = (InstanceState.Stopped, Internal),
        [(InstanceState.Running, true, (int)InstanceOutcome.StopRefused)] = (InstanceState.Running, Internal),
        [(InstanceState.Running, false, (int)InstanceOutcome.Exited)] = (InstanceState.Stopped, Itself),
        [(InstanceState.Stopping, false, (int)InstanceOutcome.Stopped)] = (InstanceState.Stopped, Before),
        [(InstanceState.Stopping, false, (int)InstanceOutcome.Exited)] = (InstanceState.Stopped, Before),
        [(InstanceState.ShuttingDown, false, (int)InstanceOutcome.Terminated)] = (InstanceState.Terminated, Before),
    };

    public static TheoryData<InstanceState, bool, int> All()
    {
        var data = new TheoryData<InstanceState, bool, int>();
        foreach (var state in Enum.GetValues<InstanceState>())
        {
            foreach (var outcome in Enum.GetValues<InstanceOutcome>())
            {
                data.Add(state, false, (int)outcome);
                if (state is InstanceState.Running)
                    data.Add(state, true, (int)outcome);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Leads_to_its_state_or_is_ignored(InstanceState state, bool rebooting, int outcome)
    {
        var current = new Lifecycle(state, Version: 9, AskedVersion: 5, LaunchVersion: 3, rebooting, new StateReason(Before, ""));

        var next = InstanceStateMachine.Conclude(current, (InstanceOutcome)outcome, askedVersion: 5);

        if (!_counts.TryGetValue((state, rebooting, outcome), out var expected))
        {
            Assert.Null(next);
            return;
        }

        Assert.NotNull(next);
        Assert.Equal(expected.State, next.State);
        Assert.Equal(expected.Reason, next.Reason?.Code);
        Assert.Equal(10, next.Version);
        Assert.False(next.Rebooting);
        Assert.False(next.IsUnderWay);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Is_ignored_when_a_later_action_was_accepted(InstanceState state, bool rebooting, int outcome)
    {
        var current = new Lifecycle(state, Version: 9, AskedVersion: 5, LaunchVersion: 3, rebooting);

        Assert.Null(InstanceStateMachine.Conclude(current, (InstanceOutcome)outcome, askedVersion: 4));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Is_ignored_when_it_comes_again(InstanceState state, bool rebooting, int outcome)
    {
        var current = new Lifecycle(state, Version: 9, AskedVersion: 5, LaunchVersion: 3, rebooting);

        if (InstanceStateMachine.Conclude(current, (InstanceOutcome)outcome, askedVersion: 5) is { } next)
        {
            var again = InstanceStateMachine.Conclude(next, (InstanceOutcome)outcome, askedVersion: 5);
            Assert.Null(again);
        }
    }
}
