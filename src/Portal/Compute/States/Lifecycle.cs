using Portal.Client.Instances;

namespace Portal.Compute.States;

/// <summary>What the state machine knows of an instance.</summary>
/// <param name="State">Its state.</param>
/// <param name="Version">Grows by one with every change, of whatever kind.</param>
/// <param name="AskedVersion">The version at which the latest action was accepted: an outcome of an earlier one is void.</param>
/// <param name="LaunchVersion">The version at which the latest launch, start or reboot was accepted: the name of that launch.</param>
/// <param name="Rebooting">Running, and its process is being replaced: that it is gone means nothing now.</param>
/// <param name="Reason">Why it is in this state.</param>
/// <param name="Stuck">The command for the action under way could not be handled: what was asked may be asked again.</param>
internal sealed record Lifecycle(
    InstanceState State, long Version, long AskedVersion, long LaunchVersion, bool Rebooting = false, StateReason? Reason = null, bool Stuck = false)
{
    /// <summary>An instance that has just been asked for.</summary>
    public static readonly Lifecycle New = new(InstanceState.Pending, 1, 1, 1);

    /// <summary>Whether a worker has something to do: an action was accepted and has no outcome yet.</summary>
    public bool IsUnderWay => Rebooting || State is InstanceState.Pending or InstanceState.Stopping or InstanceState.ShuttingDown;
}
