namespace Portal.Compute.States;

/// <summary>The names outcomes have in an instance's history, which are stored.</summary>
internal static class InstanceOutcomes
{
    public static string NameOf(InstanceOutcome outcome) => outcome switch
    {
        InstanceOutcome.Launched => "launched",
        InstanceOutcome.LaunchFailed => "launch-failed",
        InstanceOutcome.Stopped => "stopped",
        InstanceOutcome.StopRefused => "stop-refused",
        InstanceOutcome.Exited => "exited",
        InstanceOutcome.Terminated => "terminated",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
