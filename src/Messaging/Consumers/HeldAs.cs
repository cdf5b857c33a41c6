namespace Messaging;

/// <summary>What the consumers of this process do with a message they have leased.</summary>
public enum HeldAs
{
    /// <summary>A handler is at it.</summary>
    Handling,

    /// <summary>It waits for a consumer to be free.</summary>
    Prefetched,

    /// <summary>It is handled, and about to be acknowledged.</summary>
    Settling,
}
