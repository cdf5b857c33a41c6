namespace Messaging.Embedded;

/// <summary>
/// Commands on their way to the writer, in order. Many add, one takes everything at once: a lock and a list are cheaper than a
/// channel. Not bounded: each command has a caller who holds it while he waits for the commit, so a bound would save nothing.
/// </summary>
internal sealed class CommandQueue
{
    private readonly object _lock = new();
    private List<WriterCommand> _incoming = [];
    private bool _isWaiting;
    private bool _isWoken;
    private bool _isClosed;

    /// <summary>False when the queue is closed.</summary>
    public bool TryAdd(WriterCommand command)
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;
            _incoming.Add(command);
            Pulse();
            return true;
        }
    }

    /// <summary>Lets the writer look at what is due.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _isWoken = true;
            Pulse();
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            Pulse();
        }
    }

    /// <summary>
    /// Exchanges the empty list <paramref name="taken"/> for what has come; when that is nothing, waits until something comes, somebody
    /// wakes the writer, or <paramref name="wait"/> is over. False when the queue is closed and empty.
    /// </summary>
    public bool Take(ref List<WriterCommand> taken, TimeSpan wait)
    {
        lock (_lock)
        {
            if (_incoming.Count == 0 && !_isWoken && !_isClosed)
            {
                _isWaiting = true;
                Monitor.Wait(_lock, wait);
                _isWaiting = false;
            }

            _isWoken = false;
            (taken, _incoming) = (_incoming, taken);
            return taken.Count > 0 || !_isClosed;
        }
    }

    private void Pulse()
    {
        if (_isWaiting)
            Monitor.Pulse(_lock);
    }
}
