using Portal.Client.Elements;

namespace Portal.Client.Instances;

/// <summary>How pages show the states of an instance.</summary>
internal static class InstanceWords
{
    public static bool IsTransition(InstanceState state) =>
        state is InstanceState.Pending or InstanceState.Stopping or InstanceState.ShuttingDown;

    public static Tone ToneOf(InstanceState state) => state switch
    {
        InstanceState.Running => Tone.Good,
        InstanceState.Stopped => Tone.Warn,
        InstanceState.Terminated => Tone.Neutral,
        _ => Tone.Busy,
    };

    public static string IconOf(InstanceState state) => state switch
    {
        InstanceState.Running => "play_circle",
        InstanceState.Stopped => "stop_circle",
        InstanceState.Terminated => "cancel",
        _ => "pending",
    };

    public static string IconOf(InstanceAction action) => action switch
    {
        InstanceAction.Start => "play_arrow",
        InstanceAction.Stop => "stop",
        InstanceAction.Reboot => "restart_alt",
        _ => "delete",
    };

    /// <summary>
    /// The buttons a row has: what the state machine allows, and during a transition also what will be possible after
    /// it or was before it, so that buttons do not jump about; those are disabled.
    /// </summary>
    public static IEnumerable<InstanceAction> Shown(InstanceState state, IReadOnlyList<InstanceAction> allowed)
    {
        IReadOnlyList<InstanceAction> around = state switch
        {
            InstanceState.Pending => [InstanceAction.Stop, InstanceAction.Reboot, InstanceAction.Terminate],
            InstanceState.Stopping => [InstanceAction.Start, InstanceAction.Terminate],
            InstanceState.ShuttingDown => [InstanceAction.Terminate],
            _ => [],
        };
        return Enum.GetValues<InstanceAction>().Where(action => allowed.Contains(action) || around.Contains(action));
    }
}
