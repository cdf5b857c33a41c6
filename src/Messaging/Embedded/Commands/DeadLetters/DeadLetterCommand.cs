namespace Messaging.Embedded;

/// <summary>
/// Does something to dead letters in one transaction, to each by itself: one that is refused does not hold up the others. The
/// status is the claim: of two who want the same, the second finds it changed and is refused. What the same operation did
/// before a crash it does not do again.
/// </summary>
/// <param name="ids">Which.</param>
/// <param name="from">The first of them.</param>
/// <param name="action">On whose behalf.</param>
/// <param name="broker">The queues, the clock and the listeners.</param>
internal abstract class DeadLetterCommand(IReadOnlyList<long> ids, int from, DeadLetterAction action, BrokerContext broker)
    : WriterCommand<IReadOnlyList<DeadLetterResult>>
{
    /// <summary>Bytes of bodies after which a transaction has enough, as everybody else waits for it. The rest is for another command.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly List<DeadLetterResult> _results = new(ids.Count - from);
    private readonly List<(string Queue, string Key)> _released = [];
    private readonly List<DeadLetter> _counted = [];
    private long _bytes;

    protected DeadLetterAction Action { get; } = action;

    protected BrokerContext Broker { get; } = broker;

    /// <summary>The statuses from which it is possible.</summary>
    protected abstract IReadOnlyList<DeadLetterStatus> From { get; }

    public override void Execute(BrokerStore store)
    {
        Reset();
        var now = Broker.Clock.Now;
        for (var i = from; i < ids.Count && _bytes < MaxBytes; i++)
            _results.Add(Execute(store, ids[i], now));
    }

    public override void Committed()
    {
        foreach (var letter in _counted)
            Broker.Topology.Find(letter.Queue)?.CountDeadLetter(letter.Status == DeadLetterStatus.Failed ? 1 : -1);
        foreach (var (queue, key) in _released)
            Broker.Topology.Find(queue)?.Released(key);
        Apply();
        foreach (var result in _results)
        {
            if (result is { Refusal: null, WasAlready: false })
                Tell(result);
        }

        Complete(_results);
    }

    /// <summary>Does it to one, or throws before anything is written. Answers with it as it then is; null for gone.</summary>
    protected abstract DeadLetter? Do(BrokerStore store, StoredDeadLetter stored, long now);

    /// <summary>Forgets what was done: the transaction was undone.</summary>
    protected virtual void Reset()
    {
        _results.Clear();
        _released.Clear();
        _counted.Clear();
        _bytes = 0;
    }

    /// <summary>Changes memory after the commit.</summary>
    protected virtual void Apply()
    {
    }

    protected virtual void Tell(DeadLetterResult result) => Broker.DeadLetterChanged(result.Letter!);

    /// <summary>One that is not there any more: whether this operation did that.</summary>
    protected virtual bool WasDone(BrokerStore store, long id) => false;

    /// <summary>It is no failed dead letter of this queue any more, or is one now.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="letter">As it is now.</param>
    protected void Count(string queue, DeadLetter letter) => _counted.Add(letter with { Queue = queue });

    /// <summary>So many bytes were read or written.</summary>
    protected void AddBytes(int bytes) => _bytes += bytes;

    /// <summary>The key that it held goes on, unless another dead letter holds it, too. After the row was changed.</summary>
    protected void Release(BrokerStore store, StoredDeadLetter stored)
    {
        if (stored is { HeldKey: { } key, Letter: { Status: DeadLetterStatus.Failed, Queue: var queue } } && !store.DeadLetters.HoldsKey(queue, key))
            _released.Add((queue, key));
    }

    private DeadLetterResult Execute(BrokerStore store, long id, long now)
    {
        try
        {
            if (store.DeadLetters.Find(id) is not { } stored)
            {
                return WasDone(store, id)
                    ? new DeadLetterResult(id, null, null, true)
                    : throw new DeadLetterStateException(id, null);
            }

            if (Action.Operation is { } operation && store.DeadLetters.WasPartOf(id, operation))
                return new DeadLetterResult(id, stored.Letter, null, true);
            var status = stored.Letter.Status;
            if (!From.Contains(status) || (Action.Only is { } only && only != status))
                throw new DeadLetterStateException(id, status, Action.Only is { } wanted ? [wanted] : From);
            return new DeadLetterResult(id, Do(store, stored, now), null, false);
        }
        catch (BrokerException refusal)
        {
            return new DeadLetterResult(id, null, refusal, false);
        }
    }
}
