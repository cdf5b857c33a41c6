namespace Messaging;

/// <summary>What happens to the messages of an ordering key when the first of them becomes a dead letter.</summary>
public enum WhenKeyFails
{
    /// <summary>The next one is delivered.</summary>
    Continue,

    /// <summary>
    /// None of them is delivered until the dead letter has been replayed and handled, or is given up. A replay puts it back
    /// at its old place, before the others.
    /// </summary>
    Hold,
}
