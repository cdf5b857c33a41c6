namespace Portal.Compute.Handlers;

/// <summary>The turn of one action; dispose it when the action is over.</summary>
internal sealed class InstanceTurn(long version, Action<InstanceTurn> end) : IDisposable
{
    private readonly CancellationTokenSource _superseded = new();
    private bool _disposed;

    public long Version { get; } = version;

    /// <summary>Cancelled when a later action was asked for.</summary>
    public CancellationToken Superseded => _superseded.Token;

    /// <summary>Called under the lock of <see cref="InstanceTurns"/>, as is the end of the turn, so never after it.</summary>
    public void Supersede() => _ = _superseded.CancelAsync();

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        end(this);
        _superseded.Dispose();
    }
}
