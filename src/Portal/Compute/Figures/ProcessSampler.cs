using Microsoft.EntityFrameworkCore;
using Portal.Client.Instances;
using Portal.Compute.Data;
using Portal.Compute.Processes;
using Portal.Data;
using Portal.Live;

namespace Portal.Compute.Figures;

/// <summary>Measures what is looked at, every two seconds; sleeps while nothing is. Samples are kept a little after the last viewer has gone.</summary>
internal sealed class ProcessSampler(ServiceStore<ComputeDbContext> store, LiveFeed feed, TimeProvider time, ILogger<ProcessSampler> logger)
    : BackgroundService, IProcessFigures
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _keptFor = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, WatchedInstance> _watched = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private long _version;

    public IDisposable Watch(IReadOnlyCollection<string> instanceIds)
    {
        lock (_lock)
        {
            foreach (var id in instanceIds)
            {
                if (!_watched.TryGetValue(id, out var instance))
                    _watched[id] = instance = new WatchedInstance(id);
                instance.Viewers++;
                instance.LeftAt = null;
            }

            if (_wake.CurrentCount == 0)
                _wake.Release();
        }

        return new Viewer(() => Leave(instanceIds));
    }

    public IReadOnlyList<ProcessFigures> Recent(string instanceId)
    {
        lock (_lock)
            return _watched.TryGetValue(instanceId, out var instance) ? instance.Samples : [];
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Versions of the process before must be lower than any of ours: pages keep the higher.
        _version = time.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            while (true)
            {
                var ids = Looked();
                if (ids.Count == 0)
                {
                    await _wake.WaitAsync(stoppingToken);
                    continue;
                }

                await TryMeasureAsync(ids, stoppingToken);

                // Not a periodic timer: what it ticked while nobody looked, or while measuring took long, would make the next sample too short to mean much.
                await Task.Delay(_every, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TryMeasureAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        try
        {
            var running = await store.ReadAsync(
                db => db.Instances.AsNoTracking().Where(i => ids.Contains(i.Id) && i.Pid != null).ToListAsync(cancellationToken), cancellationToken);
            var usage = ProcessGroups.Measure(running.Select(i => i.Pid!.Value).ToHashSet());
            foreach (var instance in running)
            {
                if (usage.TryGetValue(instance.Pid!.Value, out var used) && ProcFileSystem.IsAlive(instance.Process!))
                    Add(instance, used);
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ComputeLog.MeasuringFailed(logger, e);
        }
    }

    private void Add(Instance instance, GroupUsage used)
    {
        ProcessFigures? sample;
        lock (_lock)
            sample = _watched.GetValueOrDefault(instance.Id)?.Add(instance.Process!, used, time.GetUtcNow(), ++_version);
        if (sample is not null)
            feed.Publish(sample);
    }

    /// <summary>The ids somebody looks at; forgets what nobody has looked at for a while.</summary>
    private List<string> Looked()
    {
        lock (_lock)
        {
            var old = time.GetUtcNow() - _keptFor;
            foreach (var id in _watched.Where(w => w.Value.LeftAt < old).Select(w => w.Key).ToList())
                _watched.Remove(id);
            return [.. _watched.Where(w => w.Value.Viewers > 0).Select(w => w.Key)];
        }
    }

    private void Leave(IReadOnlyCollection<string> instanceIds)
    {
        lock (_lock)
        {
            foreach (var id in instanceIds)
            {
                if (_watched.TryGetValue(id, out var instance) && --instance.Viewers == 0)
                    instance.LeftAt = time.GetUtcNow();
            }
        }
    }

    private sealed class Viewer(Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
    }
}
