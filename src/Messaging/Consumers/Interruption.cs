using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>Ends what waits at this moment; what begins to wait afterwards is not concerned.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing but memory, and a token of it may be in use.")]
internal sealed class Interruption
{
    private CancellationTokenSource _present = new();

    /// <summary>Take it before looking at what the wait depends on; then no interruption is missed.</summary>
    public CancellationToken Token => Volatile.Read(ref _present).Token;

    // What waited goes on elsewhere, and not on this thread, which may hold a lock.
    public void Interrupt() => _ = Interlocked.Exchange(ref _present, new CancellationTokenSource()).CancelAsync();
}
