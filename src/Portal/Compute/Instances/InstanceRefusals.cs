using Portal.Client.Contracts;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.States;

namespace Portal.Compute.Instances;

/// <summary>Why something cannot be done with an instance, in words that say what to do about it.</summary>
internal static class InstanceRefusals
{
    public static Problem NotFound(string id) => Problem.NotFound("instance", id);

    public static Problem Protected(Instance instance, InstanceAction action) => Problem.Conflict(
        "The instance is protected",
        $"Instance '{instance.Id}' ({instance.Name}) is protected against stop, reboot and terminate. To {Word(action)} it, set its attribute "
        + $"'protected' to false first: PUT /api/instances/{instance.Id}/protection.");

    public static Problem NotAllowed(Instance instance, InstanceAction action)
    {
        var allowing = Enum.GetValues<InstanceState>().Where(s => InstanceStateMachine.IsAllowed(s, action)).Select(Word);
        var hint = InstanceStateMachine.IsAllowed(instance.State, action, force: true) ? " With 'force' it is allowed now." : "";
        return Problem.Conflict(
            "The instance's state does not allow this",
            $"Instance '{instance.Id}' ({instance.Name}) is {Word(instance.State)}; {Word(action)} is allowed when it is "
            + $"{string.Join(" or ", allowing)}.{hint}");
    }

    public static Problem Terminated(Instance instance) => Problem.Conflict(
        "The instance's state does not allow this", $"Instance '{instance.Id}' ({instance.Name}) is terminated, which is final.");

    private static string Word(InstanceState state) => state is InstanceState.ShuttingDown ? "shutting-down" : Lower(state);

    private static string Word(InstanceAction action) => Lower(action);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
