namespace Bench;

/// <summary>
/// Lets consumers take as many messages as were published, so that the number of those waiting stays what it is. Handed over
/// in units: one wake-up for many messages.
/// </summary>
internal sealed class Credits : IDisposable
{
    public const int Unit = 25;

    private readonly SemaphoreSlim _units = new(0);
    private long _added;

    /// <summary>Whole units only; the rest stays waiting.</summary>
    public long Given => Interlocked.Read(ref _added) / Unit * Unit;

    public void Add()
    {
        if (Interlocked.Increment(ref _added) % Unit == 0)
            _units.Release();
    }

    /// <summary>At least one unit, up to <paramref name="max"/> messages.</summary>
    public async ValueTask<int> TakeAsync(int max, CancellationToken cancellationToken)
    {
        await _units.WaitAsync(cancellationToken);
        var taken = Unit;
        while (taken + Unit <= max && _units.Wait(0, CancellationToken.None))
            taken += Unit;
        return taken;
    }

    public void Dispose() => _units.Dispose();
}
