namespace Bench.Chaos;

/// <summary>What must hold, whatever was killed when.</summary>
internal enum Rule
{
    /// <summary>A confirmed message is delivered, waiting or a dead letter, and what was confirmed last about it still holds.</summary>
    NothingLost,

    /// <summary>A message is delivered with the body it was published with.</summary>
    Unchanged,

    /// <summary>A message whose acknowledge was confirmed is never seen again.</summary>
    NothingBack,

    /// <summary>A message is in its queue once, or a dead letter, and not both.</summary>
    NothingTwice,

    /// <summary>Messages of one ordering key are delivered one at a time and in the order they were published.</summary>
    OrderKept,

    /// <summary>A message has one live lease, and a token is given once.</summary>
    OneLease,

    /// <summary>A settlement with the token of an ended lease is refused.</summary>
    StaleRefused,

    /// <summary>No delivery is beyond the allowed attempts, and a failure that was confirmed is never forgotten.</summary>
    AttemptsKept,

    /// <summary>What was committed with an outbox takes effect once, and what was not, never.</summary>
    EffectsOnce,

    /// <summary><c>PRAGMA integrity_check</c> finds nothing.</summary>
    Intact,
}
