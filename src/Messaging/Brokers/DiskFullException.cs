namespace Messaging;

/// <summary>
/// The disk is full. Nothing was stored; what is in the broker can still be delivered and settled, and publishing works again
/// by itself once there is room.
/// </summary>
public sealed class DiskFullException(string path, Exception? inner = null)
    : BrokerException($"The disk of {path} is full: nothing can be published until there is room.", inner)
{
    /// <summary>The file that could not grow.</summary>
    public string Path { get; } = path;
}
