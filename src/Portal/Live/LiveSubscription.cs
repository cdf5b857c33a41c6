using Portal.Client.Live;

namespace Portal.Live;

internal interface ILiveSubscription : IDisposable
{
    void Offer(ILiveEntity entity);
}

/// <summary>
/// One viewer. The first change is delivered at once; those that come within 100 ms after a delivery are gathered, latest
/// version of each entity, and delivered together. Where a delivery takes long, the next waits longer: when many look at much
/// that changes, each sees it less often instead of all of them ever later.
/// </summary>
internal sealed class LiveSubscription<T>(
    Func<IReadOnlyList<T>, Task> onChanged, string? id, TimeProvider time, Action<ILiveSubscription> removed) : ILiveSubscription
    where T : class, ILiveEntity
{
    private static readonly TimeSpan _shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(1);

    /// <summary>A viewer is told at most for a fifth of the time.</summary>
    private const int RestPerDelivery = 4;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposed = new();
    private Dictionary<string, T> _waiting = new(StringComparer.Ordinal);
    private bool _delivering;

    public void Offer(ILiveEntity entity)
    {
        if (id is not null && entity.Id != id)
            return;
        lock (_lock)
        {
            if (_waiting.TryGetValue(entity.Id, out var known) && known.Version >= entity.Version)
                return;
            _waiting[entity.Id] = (T)entity;
            if (_delivering || _disposed.IsCancellationRequested)
                return;
            _delivering = true;
        }

        // Off the committer's path: publishing happens inside a write gate.
        _ = Task.Run(DeliverAsync);
    }

    public void Dispose()
    {
        removed(this);
        _disposed.Cancel();
    }

    private async Task DeliverAsync()
    {
        try
        {
            while (true)
            {
                IReadOnlyList<T> changed;
                lock (_lock)
                {
                    if (_waiting.Count == 0 || _disposed.IsCancellationRequested)
                    {
                        _delivering = false;
                        return;
                    }

                    changed = [.. _waiting.Values];
                    _waiting = new Dictionary<string, T>(StringComparer.Ordinal);
                }

                var start = time.GetTimestamp();
                await onChanged(changed);
                await Task.Delay(Rest(time.GetElapsedTime(start)), time, _disposed.Token);
            }
        }
        catch (OperationCanceledException) when (_disposed.IsCancellationRequested)
        {
            // The viewer has gone.
        }
        catch (Exception)
        {
            // A viewer that cannot be told (its circuit or connection is gone) is no reason to stop anybody else.
            Dispose();
        }
    }

    private static TimeSpan Rest(TimeSpan took) =>
        TimeSpan.FromTicks(Math.Clamp(took.Ticks * RestPerDelivery, _shortest.Ticks, _longest.Ticks));
}
