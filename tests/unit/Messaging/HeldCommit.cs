using Messaging;
using Unit.Support;

namespace Unit.Messaging;

/// <summary>Holds the writer up at its next commit: right after it, before anybody is told, or where the test says. For tests of the collection <see cref="FaultPoints"/> only.</summary>
internal sealed class HeldCommit : IDisposable
{
    private readonly SemaphoreSlim _reached = new(0);
    private readonly SemaphoreSlim _go = new(0);
    private readonly IDisposable _hold;

    public HeldCommit(string place = "broker-after-commit") => _hold = FaultPoints.On(name =>
    {
        if (name != place)
            return;
        FaultPoint.OnHit = null;
        _reached.Release();
        _go.Wait(Deadline.Generous);
    });

    public async Task ReachedAsync() => Assert.True(await _reached.WaitAsync(Deadline.Generous));

    public void GoOn() => _go.Release();

    public void Dispose()
    {
        _hold.Dispose();
        _reached.Dispose();
        _go.Dispose();
    }
}
