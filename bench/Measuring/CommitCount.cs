using Messaging;

namespace Bench;

/// <summary>Counts the commits of the one broker that is at work while it lives.</summary>
internal sealed class CommitCount : IDisposable
{
    private long _commits;

    // The writer's thread only, so no interlocked add.
    public CommitCount() => FaultPoint.OnHit = name => _commits += name == "broker-after-commit" ? 1 : 0;

    public long Value => Volatile.Read(ref _commits);

    public void Dispose() => FaultPoint.OnHit = null;
}
