using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Messaging.Embedded;

/// <summary>
/// What the writer does beside the commands: fills memory from the store, collects what is due, and after each transaction hands
/// out messages and reads on for queues that run low. Everything here runs on the writer's thread.
/// </summary>
internal sealed class BrokerUpkeep : IWriterOwner, IDisposable
{
    private static readonly TimeSpan _longestTimer = TimeSpan.FromDays(1);

    private readonly BrokerContext _broker;
    private readonly InFlightLedger _ledger;
    private readonly SuspectGate _gate = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<QueueState> _toServe = [];
    private readonly ConcurrentQueue<QueueState> _toRefill = new();
    private readonly ITimer _dueTimer;
    private readonly WindowReader _reader;
    private Action _wake = () => { };
    private bool _isLoaded;

    public BrokerUpkeep(BrokerContext broker, InFlightLedger ledger, WindowReader reader, TimeProvider time, ILogger logger)
    {
        _reader = reader;
        _broker = broker;
        _ledger = ledger;
        _time = time;
        _logger = logger;
        _dueTimer = time.CreateTimer(_ => _wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Host = new QueueHost(time, broker.Clock, ledger, _gate, _toServe.Add, AskRefill, reader.Ask, () => _wake());
    }

    /// <summary>What queues need of the broker.</summary>
    public QueueHost Host { get; }

    /// <summary>Says how the writer is woken; before it is started.</summary>
    public void Use(GroupCommitWriter writer) => _wake = writer.Wake;

    /// <summary>Ends what runs beside the writer; before the writer.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _dueTimer.Dispose();
    }

    public void Load(BrokerStore store)
    {
        // After a commit whose outcome was unknown, memory may have what the store has not: the store is right.
        var topology = _broker.Topology;
        var stored = store.Queues();
        foreach (var gone in topology.Queues.Where(q => !stored.Exists(s => s.Id == q.Id)).ToList())
        {
            gone.Deleting = true;
            topology.Remove(gone);
            gone.Close(new UnknownQueueException(gone.Name));
        }

        // After the queues that are gone have given back their lines in the ledger, which this empties.
        var isStart = !_isLoaded;
        var suspects = _isLoaded ? ForgetLeases() : new CrashRecovery(store, _ledger, _broker, _logger).Run();
        _isLoaded = true;

        topology.ClearTopics();
        long messages = 0;
        foreach (var (id, name, options, paused) in stored)
        {
            var queue = topology.Find(name);
            if (queue is null)
                topology.Add(queue = new QueueState(id, name, options, paused, Host));
            queue.Deleting = false;
            try
            {
                queue.Load(store, options, paused, suspects.GetValueOrDefault(id, []));
            }
            catch (StoreDamagedException e) when (!isStart)
            {
                Stop(queue, e);
            }

            messages += store.Table(id).Depth.Total;
        }

        foreach (var topic in store.Topics())
            topology.AddTopic(topic);
        foreach (var subscription in store.Subscriptions())
            topology.Put(subscription);
        Log.BrokerOpened(_logger, store.Path, topology.Queues.Count(), messages, SqliteNative.Version, SqliteNative.Library);
    }

    public void CollectDue(List<WriterCommand> batch)
    {
        var now = _broker.Clock.Now;
        foreach (var queue in _broker.Topology.Queues)
        {
            if (queue.NextDue <= now)
                batch.Add(PromoteDue(queue, now));
            if (queue.TakeExpired(now) is { Count: > 0 } expired)
                batch.Add(new ExpireCommand(queue, expired, _broker));
        }
    }

    public void AfterBatch(BrokerStore store)
    {
        if (_gate.TakeWasLeft())
            _toServe.AddRange(_broker.Topology.Queues.Where(queue => queue.HasSuspects));
        Serve();
        while (_toRefill.TryDequeue(out var queue))
        {
            try
            {
                if (!queue.Deleting)
                    queue.Refill(store.Table(queue.Id));
            }
            catch (StoreDamagedException e)
            {
                Stop(queue, e);
            }
        }

        Serve();
        SetDueTimer();
    }

    private void Serve()
    {
        foreach (var queue in _toServe)
            queue.Serve();
        _toServe.Clear();
    }

    private PromoteDueCommand PromoteDue(QueueState queue, long now) => new(queue, now, damage => Log.DueDamaged(_logger, queue.Name, damage));

    /// <summary>One that is damaged holds up no other: to open the store again would end every lease, and find the same.</summary>
    private void Stop(QueueState queue, StoreDamagedException damage)
    {
        Log.QueueDamaged(_logger, queue.Name, damage);
        queue.StopReading();
        queue.Serve();
    }

    private Dictionary<long, Dictionary<long, int>> ForgetLeases()
    {
        _ledger.Clear();
        _gate.Reset();
        _toServe.Clear();
        return [];
    }

    private void AskRefill(QueueState queue)
    {
        _toRefill.Enqueue(queue);
        _wake();
    }

    private void SetDueTimer()
    {
        long? due = null;
        foreach (var queue in _broker.Topology.Queues)
        {
            if (queue.NextDue is { } next && (due is null || next < due))
                due = next;
        }

        if (due is null)
            return;
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, due.Value - _broker.Clock.Now));
        _dueTimer.Change(wait < _longestTimer ? wait : _longestTimer, Timeout.InfiniteTimeSpan);
    }
}
