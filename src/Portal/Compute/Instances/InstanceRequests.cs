using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.States;
using Portal.Contracts.Compute;
using Portal.Data;

namespace Portal.Compute.Instances;

/// <summary>
/// Accepts an action inside a transaction: the change of state, the command that will carry it out, its line in the history and the news for viewers
/// commit together. A crash before the commit leaves nothing; after it the outbox has the command.
/// </summary>
internal static class InstanceRequests
{
    /// <summary>Who asked, when no person or program did.</summary>
    public const string Schedule = "a schedule";

    /// <summary>False, and nothing has changed, when the state does not allow it.</summary>
    public static bool TryAccept(
        Work<ComputeDbContext> work, Instance instance, InstanceAction action, bool force, string? by, StateReason? reason = null)
    {
        if (InstanceStateMachine.Ask(instance.Lifecycle, action, force, reason) is not { } asked)
            return false;
        instance.Become(asked, work.Now);
        Send(work, instance, action, force);
        work.Note(instance, force ? "force-stop" : action.ToString().ToLowerInvariant(), by);
        return true;
    }

    public static void AcceptLaunch(Work<ComputeDbContext> work, Instance instance, string? by)
    {
        instance.Become(Lifecycle.New, work.Now);
        work.Db.Instances.Add(instance);
        Send(work, instance, InstanceAction.Start, force: false);
        work.Note(instance, "launch", by);
    }

    private static void Send(Work<ComputeDbContext> work, Instance instance, InstanceAction action, bool force)
    {
        var (id, version) = (instance.Id, instance.AskedVersion);
        switch (action)
        {
            case InstanceAction.Start:
                work.Send(new StartInstance(id, version));
                break;
            case InstanceAction.Stop:
                work.Send(new StopInstance(id, version, force));
                break;
            case InstanceAction.Reboot:
                work.Send(new RebootInstance(id, version));
                break;
            case InstanceAction.Terminate:
                work.Send(new TerminateInstance(id, version));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, null);
        }
    }
}
