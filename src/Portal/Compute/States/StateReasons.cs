using System.Globalization;
using Portal.Client.Instances;

namespace Portal.Compute.States;

/// <summary>The reasons for a state, with EC2's codes.</summary>
internal static class StateReasons
{
    public static readonly StateReason UserInitiatedShutdown =
        new("Client.UserInitiatedShutdown", "A person or program asked for it.");

    public static readonly StateReason ScheduledStop = new("Server.ScheduledStop", "A schedule asked for it.");

    /// <param name="exitCode">The code the process ended with, if it is known.</param>
    public static StateReason InstanceInitiatedShutdown(int? exitCode = null) => new(
        "Client.InstanceInitiatedShutdown",
        exitCode is { } code
            ? string.Create(CultureInfo.InvariantCulture, $"The instance ended by itself, with exit code {code}.")
            : "The instance ended by itself.");

    /// <param name="message">What went wrong on our side.</param>
    public static StateReason InternalError(string message) => new("Server.InternalError", message);
}
