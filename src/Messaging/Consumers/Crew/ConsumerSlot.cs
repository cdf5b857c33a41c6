using System.Threading.Tasks.Sources;

namespace Messaging;

/// <summary>
/// One consumer of a queue: a loop that lives on from message to message. Guarded by its <see cref="ConsumerCrew"/>, except
/// for the wait for its turn, which costs no allocation.
/// </summary>
internal sealed class ConsumerSlot : IValueTaskSource
{
    // Asynchronously: whoever wakes it has a message of its own to handle.
    private ManualResetValueTaskSourceCore<bool> _turn = new() { RunContinuationsAsynchronously = true };

    /// <summary>What it handles, or will handle next; null when it has none.</summary>
    public Delivery? Current { get; set; }

    /// <summary>Whether it is the one that receives.</summary>
    public bool Leads { get; set; }

    /// <summary>Whether <see cref="Current"/> was taken to see whether an outage is over.</summary>
    public bool IsProbe { get; set; }

    /// <summary>Completes with the next <see cref="Wake"/> after <see cref="Rest"/>.</summary>
    public ValueTask Turn => new(this, _turn.Version);

    public void Rest() => _turn.Reset();

    public void Wake() => _turn.SetResult(true);

    void IValueTaskSource.GetResult(short token) => _turn.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _turn.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _turn.OnCompleted(continuation, state, token, flags);
}
