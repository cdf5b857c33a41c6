namespace Messaging.Embedded;

/// <summary>Whether a sync of <c>broker.db</c> has failed since this process opened it first: longer than one connection of the writer's lives.</summary>
internal sealed class FileSync
{
    public bool HasFailed { get; set; }
}
