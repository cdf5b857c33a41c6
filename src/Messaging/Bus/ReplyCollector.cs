namespace Messaging;

/// <summary>
/// Gathers the replies to one request until there are enough of them. A reply that is delivered twice counts once. Dispose
/// to take no more.
/// </summary>
internal sealed class ReplyCollector(int count, Action<ReplyCollector> ended) : IDisposable
{
    /// <summary>Most replies that are gathered for one request: they are in memory.</summary>
    public const int Max = 10_000;

    private readonly Lock _lock = new();
    private readonly List<Message> _taken = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;

    /// <summary>Ends when there are enough.</summary>
    public Task Enough => _enough.Task;

    /// <summary>What came; nothing is added to it any more.</summary>
    public IReadOnlyList<Message> Taken
    {
        get
        {
            lock (_lock)
            {
                _ended = true;
                return _taken;
            }
        }
    }

    /// <summary>False when it comes too late.</summary>
    public bool Offer(Message reply)
    {
        lock (_lock)
        {
            if (_ids.Contains(reply.Id))
                return true;
            if (_ended)
                return false;
            _ids.Add(reply.Id);
            _taken.Add(reply);
            _ended = _taken.Count >= count;
        }

        if (_ended)
            _enough.TrySetResult();
        return true;
    }

    public void Dispose() => ended(this);
}
