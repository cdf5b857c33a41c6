namespace Messaging.Embedded;

/// <summary>Publishes messages, all or none.</summary>
internal sealed class PublishCommand : WriterCommand<IReadOnlyList<int>>
{
    private readonly IReadOnlyList<OutgoingMessage> _messages;
    private readonly byte[][] _heads;
    private readonly Unroutable _unroutable;
    private readonly Topology _topology;
    private readonly TimeProvider _time;
    private readonly Action<DeadLetter> _deadLetterChanged;
    private readonly List<Arrival> _arrivals = [];
    private readonly List<Loss> _losses = [];
    private readonly List<(DeadLetter Letter, QueueState? Queue)> _deadLetters = [];
    private readonly int[] _reached;

    /// <exception cref="ArgumentException">A message has no destination.</exception>
    /// <exception cref="MessageTooLargeException">The headers of a message are over the limit.</exception>
    public PublishCommand(
        IReadOnlyList<OutgoingMessage> messages,
        Unroutable unroutable,
        Topology topology,
        TimeProvider time,
        Action<DeadLetter> deadLetterChanged)
    {
        _messages = messages;
        _unroutable = unroutable;
        _topology = topology;
        _time = time;
        _deadLetterChanged = deadLetterChanged;
        _reached = new int[messages.Count];

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

    public override void Execute(BrokerStore store)
    {
        // All refusals first: a refused publish must have written nothing.
        for (var i = 0; i < _messages.Count; i++)
            Route(i);

        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < _arrivals.Count; i++)
        {
            var (queue, index, _) = _arrivals[i];
            var outgoing = _messages[index];
            var entry = new Entry(++queue.LastSequence, 0, 0, now, outgoing.Message);
            if (outgoing.DueAt is { } due && due.ToUnixTimeMilliseconds() > now)
                store.Table(queue.Id).InsertDelayed(due.ToUnixTimeMilliseconds(), entry, _heads[index]);
            else
                store.Table(queue.Id).Insert(entry, _heads[index]);
            _arrivals[i] = new Arrival(queue, index, entry);
        }

        foreach (var (index, name, queue, failure) in _losses)
        {
            var (letter, isOneMore) = store.DeadLetters.Record(name, _messages[index].Message, 0, failure, now);
            _deadLetters.Add((letter, isOneMore ? queue : null));
        }
    }

    public override void Committed()
    {
        foreach (var (queue, index, entry) in _arrivals)
        {
            queue.PendingArrivals--;
            _reached[index]++;
            if (_messages[index].DueAt is { } due && due.ToUnixTimeMilliseconds() > entry!.PublishedAt)
                queue.ArrivedDelayed(due.ToUnixTimeMilliseconds());
            else
                queue.Arrived(entry!);
        }

        foreach (var (letter, queue) in _deadLetters)
        {
            queue?.CountDeadLetter(1);
            _deadLetterChanged(letter);
        }

        Complete(_reached);
    }

    public override void Failed(Exception exception)
    {
        foreach (var (queue, _, _) in _arrivals)
            queue.PendingArrivals--;
        base.Failed(exception);
    }

    private void Route(int index)
    {
        var (destination, message, _) = _messages[index];
        if (!destination.IsTopic)
        {
            if (_topology.Find(destination.Name) is { Deleting: false } queue)
            {
                AddArrival(queue, index, message);
                return;
            }

            var unknown = new UnknownQueueException(destination.Name);
            Lose(index, destination.Name, null, DeadLetterReasons.Unroutable, unknown);
            return;
        }

        var subscriptions = _topology.SubscriptionsOf(destination.Name);
        if (subscriptions is null && _unroutable == Unroutable.Refuse)
            throw new UnknownTopicException(destination.Name);
        foreach (var subscription in subscriptions ?? [])
        {
            if (subscription.Matches(message.Type) && _topology.Find(subscription.Queue) is { Deleting: false } queue)
                AddArrival(queue, index, message);
        }
    }

    private void AddArrival(QueueState queue, int index, Message message)
    {
        if (message.Body.Length > queue.Options.MaxBodyBytes)
        {
            var tooLarge = new MessageTooLargeException(message.Id, message.Body.Length, queue.Options.MaxBodyBytes, "body");
            Lose(index, queue.Name, queue, DeadLetterReasons.TooLarge, tooLarge);
            return;
        }

        queue.EnsureRoom();
        queue.PendingArrivals++;
        _arrivals.Add(new Arrival(queue, index, null));
    }

    /// <summary>Refuses, or notes for the dead letters what no later try could put anywhere, for a sender that cannot be told.</summary>
    private void Lose(int index, string name, QueueState? queue, string reason, BrokerException refusal)
    {
        if (_unroutable == Unroutable.Refuse)
            throw refusal;
        _losses.Add(new Loss(index, name, queue, new Failure(reason, null, refusal.Message)));
    }

    private readonly record struct Loss(int Index, string Name, QueueState? Queue, Failure Failure);

    private readonly record struct Arrival(QueueState Queue, int Index, Entry? Entry);
}
