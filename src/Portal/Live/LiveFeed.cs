using System.Collections.Concurrent;
using Portal.Client.Live;

namespace Portal.Live;

/// <summary>
/// Tells viewers of this process what was committed. Publishing never waits for a viewer: each subscription keeps the latest
/// version of each entity until its viewer is ready for more.
/// </summary>
public sealed class LiveFeed(TimeProvider time) : ILiveFeed
{
    private readonly ConcurrentDictionary<Type, ImmutableSubscriptions> _byType = new();

    /// <summary>Whether anybody watches entities of this type: what is costly to make need not be made otherwise.</summary>
    public bool HasViewers<T>() => _byType.TryGetValue(typeof(T), out var subscriptions) && subscriptions.Current.Length > 0;

    /// <summary>Tells the viewers of this entity; call after the commit.</summary>
    public void Publish(ILiveEntity entity)
    {
        if (!_byType.TryGetValue(entity.GetType(), out var subscriptions))
            return;
        foreach (var subscription in subscriptions.Current)
            subscription.Offer(entity);
    }

    /// <inheritdoc/>
    public IDisposable Subscribe<T>(Func<IReadOnlyList<T>, Task> onChanged, string? id = null)
        where T : class, ILiveEntity
    {
        var subscriptions = _byType.GetOrAdd(typeof(T), _ => new ImmutableSubscriptions());
        var subscription = new LiveSubscription<T>(onChanged, id, time, subscriptions.Remove);
        subscriptions.Add(subscription);
        return subscription;
    }

    /// <summary>A list that is replaced, not changed, so that publishing takes no lock.</summary>
    private sealed class ImmutableSubscriptions
    {
        private readonly Lock _lock = new();

        public ILiveSubscription[] Current { get; private set; } = [];

        public void Add(ILiveSubscription subscription)
        {
            lock (_lock)
                Current = [.. Current, subscription];
        }

        public void Remove(ILiveSubscription subscription)
        {
            lock (_lock)
                Current = [.. Current.Where(s => s != subscription)];
        }
    }
}
