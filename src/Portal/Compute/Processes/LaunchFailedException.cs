namespace Portal.Compute.Processes;

/// <summary>An instance could not be started, and trying the same again would not help; nothing runs.</summary>
internal sealed class LaunchFailedException(string instanceId, string message, Exception? inner = null) : Exception(message, inner)
{
    public string InstanceId { get; } = instanceId;
}
