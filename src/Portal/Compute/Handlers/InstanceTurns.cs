namespace Portal.Compute.Handlers;

/// <summary>
/// One action at a time per instance, in this process. A later action does not wait until an earlier one has had its grace
/// period: it supersedes it, and the earlier one gives up its turn without an outcome. Nothing depends on this memory being
/// there: after a restart the stored version says which action is the latest.
/// </summary>
internal sealed class InstanceTurns
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn; an action under way that was asked at an earlier version is superseded.</summary>
    public async Task<InstanceTurn> EnterAsync(string instanceId, long version, CancellationToken cancellationToken)
    {
        Queue queue;
        lock (_lock)
        {
            if (!_queues.TryGetValue(instanceId, out queue!))
                _queues[instanceId] = queue = new Queue();
            queue.Users++;
        }

        Supersede(instanceId, version);
        try
        {
            await queue.Gate.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(instanceId, queue);
            throw;
        }

        var turn = new InstanceTurn(version, ended => End(instanceId, queue, ended));
        lock (_lock)
            queue.Current = turn;
        return turn;
    }

    /// <summary>Tells an action under way that was asked before <paramref name="version"/> to give up.</summary>
    public void Supersede(string instanceId, long version)
    {
        lock (_lock)
        {
            if (_queues.TryGetValue(instanceId, out var queue) && queue.Current is { } current && current.Version < version)
                current.Supersede();
        }
    }

    private void End(string instanceId, Queue queue, InstanceTurn turn)
    {
        lock (_lock)
        {
            if (queue.Current == turn)
                queue.Current = null;
        }

        queue.Gate.Release();
        Leave(instanceId, queue);
    }

    private void Leave(string instanceId, Queue queue)
    {
        lock (_lock)
        {
            if (--queue.Users > 0)
                return;
            _queues.Remove(instanceId);
            queue.Gate.Dispose();
        }
    }

    private sealed class Queue
    {
        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>Whoever has the turn or waits for it.</summary>
        public int Users { get; set; }

        public InstanceTurn? Current { get; set; }
    }
}
