using Portal.Client.Elements;

namespace Portal.Client.Instances;

/// <summary>How pages show the states of an instance.</summary>
internal static class InstanceWords
{
    public static bool IsTransition(InstanceState state) =>
        state is InstanceState.Pending or InstanceState.Stopping or InstanceState.ShuttingDown;

    public static Tone ToneOf(InstanceView instance) => instance.DeadLetterId is null ? ToneOf(instance.State) : Tone.Bad;

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

    /// <summary>A line of the history, as in "launch was asked for".</summary>
    public static string Of(InstanceEvent what) => what.What switch
    {
        "launch" => "Launch asked for",
        "start" => "Start asked for",
        "stop" => "Stop asked for",
        "force-stop" => "Forced stop asked for",
        "reboot" => "Reboot asked for",
        "terminate" => "Termination asked for",
        "protect" => "Protection set",
        "unprotect" => "Protection cleared",
        "launched" => "Its process runs",
        "launch-failed" => "It could not be started",
        "stopped" => "Its process was stopped",
        "stop-refused" => "It did not stop",
        "exited" => "Its process ended",
        "terminated" => "It is gone",
        "command-failed" => "The command could not be carried out",
        "command-replayed" => "The command was replayed",
        var other => other,
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
