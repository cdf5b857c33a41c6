using Messaging;

namespace Unit.Messaging;

/// <summary>
/// <see cref="FaultPoint"/> is one for the process: tests that set it run alone, after all the others.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class FaultPoints
{
    public const string Name = "FaultPoint";

    /// <summary>Throws at the place <paramref name="name"/>, the first <paramref name="times"/> times it is reached.</summary>
    internal static IDisposable Throw(string name, int times = 1) => On(hit =>
    {
        if (hit == name && Interlocked.Decrement(ref times) >= 0)
            throw new IOException("The disk is on fire.");
    });

    internal static IDisposable On(Action<string> hit)
    {
        FaultPoint.OnHit = hit;
        return new Reset();
    }

    private sealed class Reset : IDisposable
    {
        public void Dispose() => FaultPoint.OnHit = null;
    }
}
