using Portal.Client.Instances;
using static Portal.Client.Instances.InstanceAction;
using static Portal.Client.Instances.InstanceState;

namespace Portal.Compute.States;

/// <summary>
/// The life of an instance, as pure functions. An action is asked for and accepted (<see cref="Ask"/>), which leads to a
/// transitional state; the work is done later and elsewhere, and its outcome (<see cref="Conclude"/>) leads to a lasting one.
/// <code>
/// launch → pending ──▶ running ──stop──▶ stopping ──▶ stopped ──start──▶ pending
///             └──────────┴──────────────────┴────────────┴── terminate ──▶ shutting-down ──▶ terminated
/// </code>
/// </summary>
internal static class InstanceStateMachine
{
    /// <summary>
    /// Whether the action may be asked for in this state. Only stop knows <paramref name="force"/>. What is <paramref name="stuck"/> in a
    /// transition may be asked for the same once more.
    /// </summary>
    public static bool IsAllowed(InstanceState state, InstanceAction action, bool force = false, bool stuck = false) => (action, state) switch
    {
        (Stop, Running) => true,
        (Stop, Stopping) => force || stuck,
        (Start, Stopped) => true,
        (Start, Pending) => stuck,
        (Reboot, Running) => true,
        (Terminate, Pending or Running or Stopping or Stopped) => true,
        (Terminate, ShuttingDown) => stuck,
        _ => false,
    };

    /// <summary>The instance after the action was accepted, or null when its state does not allow it.</summary>
    /// <param name="current">The instance.</param>
    /// <param name="action">What is asked.</param>
    /// <param name="force">For stop: kill at once, and even if it is stopping already.</param>
    /// <param name="reason">Why; default: a person or program asked for it.</param>
    public static Lifecycle? Ask(Lifecycle current, InstanceAction action, bool force = false, StateReason? reason = null)
    {
        if (!IsAllowed(current.State, action, force, current.Stuck))
            return null;
        var version = current.Version + 1;
        var asked = current with { Version = version, AskedVersion = version, Rebooting = false, Stuck = false };
        return action switch
        {
            Stop => asked with { State = Stopping, Reason = reason ?? StateReasons.UserInitiatedShutdown },
            Start => asked with { State = Pending, LaunchVersion = version, Reason = null },
            Reboot => asked with { Rebooting = true, LaunchVersion = version, Reason = null },
            Terminate => asked with { State = ShuttingDown, Reason = reason ?? StateReasons.UserInitiatedShutdown },
            _ => null,
        };
    }

    /// <summary>The instance after an outcome, or null when the outcome is late or repeated and must be ignored.</summary>
    /// <param name="current">The instance.</param>
    /// <param name="outcome">What happened.</param>
    /// <param name="askedVersion">The version at which the action was asked that this is the outcome of.</param>
    /// <param name="reason">Details for a failure or an end of its own.</param>
    public static Lifecycle? Conclude(Lifecycle current, InstanceOutcome outcome, long askedVersion, StateReason? reason = null)
    {
        if (askedVersion != current.AskedVersion)
            return null;
        var next = (current.State, current.Rebooting, outcome) switch
        {
            (Pending, _, InstanceOutcome.Launched) => current with { State = Running, Reason = null },
            (Pending, _, InstanceOutcome.LaunchFailed) => current with { State = Stopped, Reason = Failure() },
            (Running, true, InstanceOutcome.Launched) => current with { Reason = null },
            (Running, true, InstanceOutcome.LaunchFailed) => current with { State = Stopped, Reason = Failure() },
            (Running, true, InstanceOutcome.StopRefused) => current with { Reason = Failure() },
            (Running, false, InstanceOutcome.Exited) => current with
            {
                State = Stopped,
                Reason = reason ?? StateReasons.InstanceInitiatedShutdown(),
            },

            // Whoever sees it first, its worker or its watcher: it was asked to stop, and it has.
            (Stopping, _, InstanceOutcome.Stopped or InstanceOutcome.Exited) => current with { State = Stopped },
            (ShuttingDown, _, InstanceOutcome.Terminated) => current with { State = Terminated },
            _ => null,
        };
        return next is null ? null : next with { Version = current.Version + 1, Rebooting = false, Stuck = false };

        StateReason Failure() => reason ?? StateReasons.InternalError("The instance could not be started.");
    }
}
