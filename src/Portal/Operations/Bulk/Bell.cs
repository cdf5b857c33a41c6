namespace Portal.Operations.Bulk;

/// <summary>Wakes whoever waits for the next ring. Take <see cref="Next"/> before looking at what the ring is about, and none is missed.</summary>
internal sealed class Bell
{
    private TaskCompletionSource _next = New();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Ring() => Interlocked.Exchange(ref _next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
