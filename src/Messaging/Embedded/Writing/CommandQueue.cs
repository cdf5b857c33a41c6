namespace Messaging.Embedded;

/// <summary>
/// Commands on their way to the writer, in order. Many add, one takes everything at once: a lock and a list are cheaper than a
/// channel. Not bounded: each command has a caller who holds it while he waits for the commit, so a bound would save nothing.
/// It also says whose turn it is to write: the writer's thread's, or for a moment that of a <see cref="LoneCaller"/>.
/// </summary>
internal sealed class CommandQueue
{
    private readonly object _lock = new();
    private readonly LoneCaller _lone = new();
    private List<WriterCommand> _incoming = [];
    private bool _isWaiting;
    private bool _isCallersTurn;
    private bool _isWoken;
    private bool _isClosed;

    /// <summary>
    /// False when the queue is closed. Otherwise the command was added for the writer, or, when it says
    /// <paramref name="isCallersTurn"/>, was not: then it is for the caller to carry out, and to say <see cref="EndTurn"/> after it.
    /// </summary>
    public bool TryAdd(WriterCommand command, out bool isCallersTurn)
    {
        lock (_lock)
        {
            isCallersTurn = false;
            if (_isClosed)
                return false;
            var isAlone = _isWaiting && !_isCallersTurn && !_isWoken && _incoming.Count == 0;
            if (_lone.Came(isAlone, command.IsShort))
            {
                isCallersTurn = _isCallersTurn = true;
                return true;
            }

            _incoming.Add(command);
            Pulse();
            return true;
        }
    }

    /// <summary>The writer's thread goes on with what has come meanwhile.</summary>
    public void EndTurn(TimeSpan took)
    {
        lock (_lock)
        {
            _isCallersTurn = false;
            _lone.Ended(took, wasAlone: _incoming.Count == 0);
            if (_incoming.Count > 0 || _isWoken || _isClosed)
                Pulse();
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
    /// wakes the writer, or <paramref name="wait"/> is over, and then for the end of a caller's turn. False when the queue is closed
    /// and empty.
    /// </summary>
    public bool Take(ref List<WriterCommand> taken, TimeSpan wait)
    {
        lock (_lock)
        {
            var isOver = false;
            while (_isCallersTurn || (_incoming.Count == 0 && !_isWoken && !_isClosed && !isOver))
            {
                _isWaiting = true;
                isOver = !Monitor.Wait(_lock, wait);
                _isWaiting = false;
            }

            _isWoken = false;
            (taken, _incoming) = (_incoming, taken);
            return taken.Count > 0 || !_isClosed;
        }
    }

    /// <summary>Exchanges the empty list <paramref name="taken"/> for what has come, without waiting for anything.</summary>
    public void TakeWhatIsThere(ref List<WriterCommand> taken)
    {
        lock (_lock)
            (taken, _incoming) = (_incoming, taken);
    }

    private void Pulse()
    {
        if (_isWaiting && !_isCallersTurn)
            Monitor.Pulse(_lock);
    }
}
