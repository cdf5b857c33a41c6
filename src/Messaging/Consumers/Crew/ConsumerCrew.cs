namespace Messaging;

/// <summary>
/// Who of a queue's consumers does what: one at a time leads, that is, receives; the others handle, or wait
/// (leader/followers: D. Schmidt et al., "Pattern-Oriented Software Architecture 2", 2000). The leader handles what it
/// received itself, so a message meets its handler without a change of thread, and passes the lead to one that waits.
/// While an outage is probed the lead is kept, so that nobody else receives.
/// </summary>
internal sealed class ConsumerCrew(QueueCircuits circuits)
{
    private const double Weight = 0.1;

    private readonly Lock _lock = new();
    private readonly HashSet<ConsumerSlot> _slots = [];
    private readonly Stack<ConsumerSlot> _waiting = new();
    private readonly Queue<Delivery> _ready = new();
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasLeader;
    private bool _stopping;
    private int _target;
    private int _busy;
    private double _handlingSeconds;

    /// <summary>Completes when all have left after <see cref="Stop"/>.</summary>
    public Task Gone => _gone.Task;

    /// <summary>How many there are, how many of them handle a message, how many messages are leased and not begun, and how long one takes.</summary>
    public (int Consumers, int Busy, int Ready, TimeSpan HandlingTime) Look()
    {
        lock (_lock)
            return (_slots.Count, _busy, _ready.Count, TimeSpan.FromSeconds(_handlingSeconds));
    }

    /// <summary>What <paramref name="slot"/> does next.</summary>
    public Turn Next(ConsumerSlot slot)
    {
        lock (_lock)
        {
            if (slot.Current is not null)
                return Turn.Handle;
            if (_stopping || _slots.Count > _target)
                return Leave(slot);
            if (!circuits.IsOpen && _ready.TryDequeue(out var delivery))
            {
                slot.Current = delivery;
                _busy++;
                PassLead(slot);
                return Turn.Handle;
            }

            if (slot.Leads || !_hasLeader)
            {
                slot.Leads = _hasLeader = true;
                return Turn.Lead;
            }

            slot.Rest();
            _waiting.Push(slot);
            return Turn.Wait;
        }
    }

    /// <summary>How many messages the leader may bring: one for each consumer that is free, and the prefetched ones.</summary>
    public int Room(int prefetch)
    {
        lock (_lock)
            return Math.Clamp(_target - _busy + prefetch - _ready.Count, 1, 1000);
    }

    /// <summary>The leader has received. The first message is its own. True when nobody is free any more.</summary>
    public bool Bring(ConsumerSlot leader, IReadOnlyList<Delivery> deliveries, bool isProbe)
    {
        lock (_lock)
        {
            leader.Current = deliveries[0];
            leader.IsProbe = isProbe;
            _busy++;
            for (var i = 1; i < deliveries.Count; i++)
                _ready.Enqueue(deliveries[i]);
            if (!isProbe)
                PassLead(leader);
            return _busy >= _slots.Count;
        }
    }

    /// <summary>The message of <paramref name="slot"/> is settled, or about to be.</summary>
    public void Done(ConsumerSlot slot, TimeSpan handlingTime)
    {
        lock (_lock)
        {
            slot.Current = null;
            slot.IsProbe = false;
            _busy--;
            _handlingSeconds += (handlingTime.TotalSeconds - _handlingSeconds) * (_handlingSeconds == 0 ? 1 : Weight);
        }
    }

    /// <summary>From now on there are to be so many. Answers with new ones to be started; those too many leave when they are free.</summary>
    public IReadOnlyList<ConsumerSlot> Resize(int target)
    {
        lock (_lock)
        {
            if (_stopping)
                return [];
            _target = target;
            for (var tooMany = _slots.Count - target; tooMany > 0 && _waiting.TryPop(out var slot); tooMany--)
                slot.Wake();
            if (_slots.Count >= target)
                return [];
            var added = new ConsumerSlot[target - _slots.Count];
            for (var i = 0; i < added.Length; i++)
                _slots.Add(added[i] = new ConsumerSlot());
            return added;
        }
    }

    /// <summary>The messages that are leased and not begun: they are the caller's now.</summary>
    public IReadOnlyList<Delivery> TakeReady()
    {
        lock (_lock)
        {
            Delivery[] taken = [.. _ready];
            _ready.Clear();
            return taken;
        }
    }

    /// <summary>Everything leased: what is being handled, and what is not begun.</summary>
    public void CopyLeased(List<Delivery> leased)
    {
        lock (_lock)
        {
            leased.AddRange(_ready);
            foreach (var slot in _slots)
            {
                if (slot.Current is { } current)
                    leased.Add(current);
            }
        }
    }

    /// <summary>The same by message id, for whoever looks.</summary>
    public void CopyHeld(Dictionary<string, HeldAs> held)
    {
        lock (_lock)
        {
            foreach (var delivery in _ready)
                held[delivery.Message.Id] = HeldAs.Prefetched;
            foreach (var slot in _slots)
            {
                if (slot.Current is { } current)
                    held.TryAdd(current.Message.Id, HeldAs.Handling);
            }
        }
    }

    /// <summary>No message is begun any more; each consumer leaves when it has finished its own.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopping = true;
            while (_waiting.TryPop(out var slot))
                slot.Wake();
            if (_slots.Count == 0)
                _gone.TrySetResult();
        }
    }

    private Turn Leave(ConsumerSlot slot)
    {
        _slots.Remove(slot);
        PassLead(slot);
        if (_stopping && _slots.Count == 0)
            _gone.TrySetResult();
        return Turn.Leave;
    }

    /// <summary>Wakes one for each message that waits here, and one to lead.</summary>
    private void PassLead(ConsumerSlot slot)
    {
        if (slot.Leads)
            slot.Leads = _hasLeader = false;
        for (var needed = _ready.Count + (_hasLeader ? 0 : 1); needed > 0 && _waiting.TryPop(out var next); needed--)
            next.Wake();
    }
}
