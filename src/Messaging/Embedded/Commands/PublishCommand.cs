namespace Messaging.Embedded;

/// <summary>Publishes messages, all or none.</summary>
internal sealed class PublishCommand : WriterCommand<IReadOnlyList<int>>
{
    private const int ShortWeight = 64 * 1024;
    private static readonly int[] _reachedOne = [1];

    private readonly IReadOnlyList<OutgoingMessage> _messages;
    private readonly byte[][] _heads;
    private readonly Unroutable _unroutable;
    private readonly BrokerContext _broker;
    private readonly List<Arrival> _arrivals;
    private List<Loss>? _losses;
    private List<(DeadLetter Letter, QueueState? Queue, Message Message)>? _deadLetters;

    /// <exception cref="ArgumentException">A message has no destination.</exception>
    /// <exception cref="MessageTooLargeException">The headers of a message are over the limit.</exception>
    public PublishCommand(IReadOnlyList<OutgoingMessage> messages, Unroutable unroutable, BrokerContext broker)
    {
        _messages = messages;
        _unroutable = unroutable;
        _broker = broker;
        _arrivals = new List<Arrival>(messages.Count);

        // Here, on the publisher's thread: the writer's is the one that everybody waits for.
        _heads = new byte[messages.Count][];
        for (var i = 0; i < _heads.Length; i++)
        {
            if (messages[i].Destination.Name is null)
                throw new ArgumentException($"Message '{messages[i].Message.Id}' has no destination.", nameof(messages));
            _heads[i] = MessageHead.Write(messages[i].Message);
            Weight += _heads[i].Length + messages[i].Message.Body.Length;
        }
    }

    public override int Weight { get; }

    public override bool IsShort => Weight <= ShortWeight;

    public override CommandKind Kind => CommandKind.Publish;

    public override void Execute(BrokerStore store)
    {
        try
        {
            // All refusals first: a refused publish must have written nothing.
            for (var i = 0; i < _messages.Count; i++)
                Route(store, i);
        }
        finally
        {
            foreach (var arrival in _arrivals)
                arrival.Queue.PendingArrivals = 0;
        }

        var now = _broker.Clock.Latest;
        for (var i = 0; i < _arrivals.Count; i++)
            Store(store, i, now);
        foreach (var (index, name, queue, failure) in _losses ?? [])
        {
            var message = _messages[index].Message;
            var (letter, isOneMore) = store.DeadLetters.Record(name, message, 0, failure, now);
            (_deadLetters ??= []).Add((letter, isOneMore ? queue : null, message));
        }
    }

    public override void Committed()
    {
        var reached = _messages.Count == 1 && _arrivals.Count == 1 ? _reachedOne : new int[_messages.Count];
        foreach (var arrival in _arrivals)
        {
            if (reached != _reachedOne)
                reached[arrival.Index]++;
            var message = _messages[arrival.Index].Message;

            // Before it can be delivered: that is told by the receiver's thread.
            _broker.Tell(arrival.Entry is null ? BrokerEventKind.Duplicate : BrokerEventKind.Published, arrival.Queue.Name, message);
            if (arrival.Entry is null)
                arrival.Queue.CountDuplicate();
            else if (arrival.Due > 0)
                arrival.Queue.ArrivedDelayed(arrival.Due);
            else
                arrival.Queue.Arrived(arrival.Entry);
        }

        foreach (var (letter, queue, message) in _deadLetters ?? [])
        {
            queue?.CountDeadLetter(1);
            _broker.DeadLetterChanged(letter);
            _broker.Tell(BrokerEventKind.DeadLettered, letter.Queue, message, 0, letter.Failure);
        }

        CountEvents(reached);
        Complete(reached);
    }

    private void Store(BrokerStore store, int index, long now)
    {
        var arrival = _arrivals[index];
        var outgoing = _messages[arrival.Index];
        if ((outgoing.Once is { } once && !store.SeenKeys.TryAdd($"{once.Key}/{arrival.Index}/{arrival.Queue.Id}", now, once.Within))
            || (arrival.Queue.Options.DedupeWindow is { } window && !store.Seen(arrival.Queue.Id).TryAdd(outgoing.Message.Id, now, window)))
        {
            arrival.Sharing?.Discount(store.SharedBodies);
            return;
        }

        var table = store.Table(arrival.Queue.Id);
        var due = outgoing.DueAt is { } at ? _broker.Clock.At(at) : 0;
        var shared = arrival.Sharing is { } sharing ? sharing.Store(store.SharedBodies) : (long?)null;
        var isDelayed = due > now;
        var entry = new Entry(table.NextSequence(), 0, 0, isDelayed ? due : now, outgoing.Message, shared);
        if (isDelayed)
            table.InsertDelayed(due, entry, _heads[arrival.Index]);
        else
            table.Insert(entry, _heads[arrival.Index]);
        _arrivals[index] = arrival with { Entry = entry, Due = isDelayed ? due : 0 };
    }

    private void Route(BrokerStore store, int index)
    {
        var (destination, message, _) = _messages[index];
        if (!destination.IsTopic)
        {
            if (_broker.Topology.Find(destination.Name) is { Deleting: false } queue)
                AddArrival(store, queue, index, message, null);
            else
                Lose(index, destination.Name, null, DeadLetterReasons.Unroutable, new UnknownQueueException(destination.Name));
            return;
        }

        var subscriptions = _broker.Topology.SubscriptionsOf(destination.Name);
        if (subscriptions is null && _unroutable == Unroutable.Refuse)
            throw new UnknownTopicException(destination.Name);
        var sharing = message.Body.Length >= SharedBodyTable.MinBytes && subscriptions?.Length > 1 ? new BodySharing(message.Body) : null;
        foreach (var subscription in subscriptions ?? [])
        {
            if (subscription.Matches(message) && _broker.Topology.Find(subscription.Queue) is { Deleting: false } queue)
                AddArrival(store, queue, index, message, sharing);
        }
    }

    private void AddArrival(BrokerStore store, QueueState queue, int index, Message message, BodySharing? sharing)
    {
        if (message.Body.Length > queue.Options.MaxBodyBytes)
        {
            var tooLarge = new MessageTooLargeException(message.Id, message.Body.Length, queue.Options.MaxBodyBytes, "body");
            Lose(index, queue.Name, queue, DeadLetterReasons.TooLarge, tooLarge);
            return;
        }

        if (queue.Options.MaxLength is { } max && store.Table(queue.Id).Depth.Total + queue.PendingArrivals >= max)
        {
            var full = new QueueFullException(queue.Name, max);
            if (queue.Options.WhenFull == WhenFull.Refuse)
                throw full;
            AddLoss(index, queue.Name, queue, DeadLetterReasons.QueueFull, full);
            return;
        }

        queue.PendingArrivals++;
        sharing?.Count();
        _arrivals.Add(new Arrival(queue, index, sharing, null, 0));
    }

    /// <summary>Refuses, or notes for the dead letters what no later try could put anywhere, for a sender that cannot be told.</summary>
    private void Lose(int index, string name, QueueState? queue, string reason, BrokerException refusal)
    {
        if (_unroutable == Unroutable.Refuse)
            throw refusal;
        AddLoss(index, name, queue, reason, refusal);
    }

    private void AddLoss(int index, string name, QueueState? queue, string reason, BrokerException refusal) =>
        (_losses ??= []).Add(new Loss(index, name, queue, new Failure(reason, null, refusal.Message)));

    /// <summary>An event that reached nobody is no error, but it leaves a trace.</summary>
    private void CountEvents(int[] reached)
    {
        var (topic, counts) = ("", (TopicCounts?)null);
        for (var i = 0; i < reached.Length; i++)
        {
            var (destination, message, _) = _messages[i];
            if (!destination.IsTopic)
                continue;
            if (counts is null || destination.Name != topic)
                (topic, counts) = (destination.Name, _broker.Topology.CountsOf(destination.Name));
            counts.Published();
            if (reached[i] > 0)
                continue;
            counts.Unwanted(message.Type);
            _broker.Tell(BrokerEventKind.Unroutable, destination.Name, message);
        }
    }

    private readonly record struct Loss(int Index, string Name, QueueState? Queue, Failure Failure);

    /// <param name="Queue">Where it goes.</param>
    /// <param name="Index">Which message.</param>
    /// <param name="Sharing">What stores its body once for all its queues, or null.</param>
    /// <param name="Entry">As it was stored; null when it was a duplicate.</param>
    /// <param name="Due">When it will be ready; 0 for now.</param>
    private readonly record struct Arrival(QueueState Queue, int Index, BodySharing? Sharing, Entry? Entry, long Due);
}
