using Messaging;

namespace Unit.Portal.Support;

/// <summary>Throws at one place, the first so many times it is reached after some that pass.</summary>
internal sealed class InjectedFault : IDisposable
{
    private readonly string _place;
    private readonly int _skip;
    private readonly int _times;
    private int _hits;

    public InjectedFault(string place, int times, int skip = 0)
    {
        _place = place;
        _skip = skip;
        _times = times;
        FaultPoint.OnHit = Hit;
    }

    /// <summary>Whether every fault that was asked for has happened.</summary>
    public bool IsSpent => Volatile.Read(ref _hits) >= _skip + _times;

    public void Dispose() => FaultPoint.OnHit = null;

    private void Hit(string place)
    {
        if (place != _place)
            return;
        var hit = Interlocked.Increment(ref _hits);
        if (hit > _skip && hit <= _skip + _times)
            throw new InjectedFaultException(place);
    }
}

internal sealed class InjectedFaultException(string place) : Exception("Crashed at " + place);
