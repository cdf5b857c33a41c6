namespace Portal.Security.Sessions;

/// <summary>What is open in a session; closed once, however often it is said.</summary>
internal sealed class SessionWatch(CancellationTokenRegistration end, Action closed) : IDisposable
{
    private Action? _closed = closed;

    public void Dispose()
    {
        // A registration waits for its own callback, unless it is that which disposes.
        end.Dispose();
        Interlocked.Exchange(ref _closed, null)?.Invoke();
    }
}
