namespace Messaging;

/// <summary>
/// Lets one writer at a time into a SQLite file, first in first out, without blocking a thread: SQLite has one writer a
/// file anyway, and answers the second with SQLITE_BUSY, on which Microsoft.Data.Sqlite sleeps on the caller's thread.
/// It guards this process only; a file must not be written by two processes.
/// </summary>
public sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    /// <summary>Waits for the turn; dispose the pass to let the next one in.</summary>
    public async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync(cancellationToken);
        return new Pass(_semaphore);
    }

    /// <summary>The same for a thread that does nothing else: it is blocked until its turn comes.</summary>
    public IDisposable Enter()
    {
        _semaphore.Wait();
        return new Pass(_semaphore);
    }

    /// <inheritdoc/>
    public void Dispose() => _semaphore.Dispose();

    private sealed class Pass(SemaphoreSlim semaphore) : IDisposable
    {
        private SemaphoreSlim? _semaphore = semaphore;

        public void Dispose() => Interlocked.Exchange(ref _semaphore, null)?.Release();
    }
}
