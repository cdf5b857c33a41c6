using Portal.Client.Instances;
using Portal.Compute.States;

namespace Unit.Compute.States;

public class Every_action_in_every_state
{
    /// <summary>All that is allowed, and where it leads; what is not here is refused.</summary>
    private static readonly Dictionary<(InstanceState, InstanceAction, bool Force), InstanceState> _allowed = new()
    {
        [(InstanceState.Pending, InstanceAction.Terminate, false)] = InstanceState.ShuttingDown,
        [(InstanceState.Running, InstanceAction.Stop, false)] = InstanceState.Stopping,
        [(InstanceState.Running, InstanceAction.Stop, true)] = InstanceState.Stopping,
        [(InstanceState.Running, InstanceAction.Reboot, false)] = InstanceState.Running,
        [(InstanceState.Running, InstanceAction.Terminate, false)] = InstanceState.ShuttingDown,
        [(InstanceState.Stopping, InstanceAction.Stop, true)] = InstanceState.Stopping,
        [(InstanceState.Stopping, InstanceAction.Terminate, false)] = InstanceState.ShuttingDown,
        [(InstanceState.Stopped, InstanceAction.Start, false)] = InstanceState.Pending,
        [(InstanceState.Stopped, InstanceAction.Terminate, false)] = InstanceState.ShuttingDown,
    };

    public static TheoryData<InstanceState, InstanceAction, bool> All()
    {
        var data = new TheoryData<InstanceState, InstanceAction, bool>();
        foreach (var state in Enum.GetValues<InstanceState>())
        {
            foreach (var action in Enum.GetValues<InstanceAction>())
            {
                data.Add(state, action, false);
                if (action is InstanceAction.Stop)
                    data.Add(state, action, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Leads_to_its_state_or_is_refused(InstanceState state, InstanceAction action, bool force)
    {
        var current = new Lifecycle(state, Version: 7, AskedVersion: 5, LaunchVersion: 3);

        var asked = InstanceStateMachine.Ask(current, action, force);

        if (!_allowed.TryGetValue((state, action, force), out var expected))
        {
            Assert.Null(asked);
            Assert.False(InstanceStateMachine.IsAllowed(state, action, force));
            return;
        }

        Assert.True(InstanceStateMachine.IsAllowed(state, action, force));
        Assert.NotNull(asked);
        Assert.Equal(expected, asked.State);
        Assert.Equal(8, asked.Version);
        Assert.Equal(8, asked.AskedVersion);
        Assert.Equal(action is InstanceAction.Start or InstanceAction.Reboot ? 8 : 3, asked.LaunchVersion);
        Assert.Equal(action is InstanceAction.Reboot, asked.Rebooting);
        Assert.Equal(action is InstanceAction.Stop or InstanceAction.Terminate ? "Client.UserInitiatedShutdown" : null, asked.Reason?.Code);
        Assert.True(asked.IsUnderWay);
    }

    [Fact]
    public void A_stop_during_a_reboot_ends_the_reboot()
    {
        var rebooting = new Lifecycle(InstanceState.Running, 7, 7, 7, Rebooting: true);

        var stopping = InstanceStateMachine.Ask(rebooting, InstanceAction.Stop)!;

        Assert.False(stopping.Rebooting);
        Assert.Equal(InstanceState.Stopping, stopping.State);
    }

    [Fact]
    public void A_schedule_is_named_as_the_reason()
    {
        var running = new Lifecycle(InstanceState.Running, 2, 1, 1);

        var stopping = InstanceStateMachine.Ask(running, InstanceAction.Stop, reason: StateReasons.ScheduledStop)!;

        Assert.Equal("Server.ScheduledStop", stopping.Reason?.Code);
    }
}
