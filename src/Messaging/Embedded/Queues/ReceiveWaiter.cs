namespace Messaging.Embedded;

/// <summary>A caller waiting for messages. Completed by whoever brings them, outside the queue's lock in effect.</summary>
internal sealed class ReceiveWaiter(int max, TimeSpan lease)
    : TaskCompletionSource<IReadOnlyList<Delivery>>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public int Max { get; } = max;

    public TimeSpan Lease { get; } = lease;
}
