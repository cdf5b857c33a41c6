using System.Collections.Concurrent;

namespace Messaging.Embedded;

/// <summary>The queues, topics and subscriptions in memory. Changed by the writer's thread after a commit, read by all.</summary>
internal sealed class Topology
{
    private readonly ConcurrentDictionary<string, QueueState> _queues = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, QueueState> _queuesById = new();
    private readonly ConcurrentDictionary<string, Subscription[]> _topics = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, TopicCounts> _counts = new(StringComparer.Ordinal);

    public IEnumerable<QueueState> Queues => _queues.Values;

    public IReadOnlyList<Subscription> Subscriptions => [.. _topics.Values.SelectMany(s => s)];

    public QueueState? Find(string queue) => _queues.GetValueOrDefault(queue);

    /// <exception cref="UnknownQueueException">There is none of this name.</exception>
    public QueueState Get(string queue) => Find(queue) ?? throw new UnknownQueueException(queue);

    /// <exception cref="LeaseLostException">The token names no queue that exists.</exception>
    public QueueState Get(LeaseToken token) =>
        _queuesById.GetValueOrDefault(token.QueueId) ?? throw new LeaseLostException(token.ToString());

    public QueueState? Find(LeaseToken token) => _queuesById.GetValueOrDefault(token.QueueId);

    public TopicCounts CountsOf(string topic) => _counts.GetOrAdd(topic, _ => new TopicCounts());

    public IReadOnlyList<TopicStatistics> Statistics() =>
        [.. _topics.Keys.Order(StringComparer.Ordinal).Select(topic => CountsOf(topic).Read(topic))];

    public bool HasTopic(string topic) => _topics.ContainsKey(topic);

    /// <summary>The subscriptions of a topic, or null when there is no such topic.</summary>
    public Subscription[]? SubscriptionsOf(string topic) => _topics.GetValueOrDefault(topic);

    public void Add(QueueState queue)
    {
        _queues[queue.Name] = queue;
        _queuesById[queue.Id] = queue;
    }

    public void Remove(QueueState queue)
    {
        _queues.TryRemove(queue.Name, out _);
        _queuesById.TryRemove(queue.Id, out _);
        foreach (var (topic, subscriptions) in _topics)
            _topics[topic] = [.. subscriptions.Where(s => s.Queue != queue.Name)];
    }

    public void ClearTopics() => _topics.Clear();

    public void AddTopic(string topic) => _topics.TryAdd(topic, []);

    public void Put(Subscription subscription) =>
        _topics[subscription.Topic] = [.. Without(subscription.Topic, subscription.Name), subscription];

    public void Remove(string topic, string subscription) => _topics[topic] = [.. Without(topic, subscription)];

    public bool HasSubscription(string topic, string subscription) =>
        _topics.TryGetValue(topic, out var subscriptions) && subscriptions.Any(s => s.Name == subscription);

    private IEnumerable<Subscription> Without(string topic, string subscription) =>
        _topics.GetValueOrDefault(topic, []).Where(s => s.Name != subscription);
}
