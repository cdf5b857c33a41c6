namespace Bench.Chaos;

/// <summary>Something that is broken on purpose, between the load and the broker, to see that it is noticed.</summary>
internal enum PlantedBug
{
    None,

    /// <summary>An acknowledge is confirmed to its caller before it is committed.</summary>
    AcknowledgeBeforeCommit,

    /// <summary>One message in a hundred is confirmed and not published.</summary>
    LoseConfirmed,

    /// <summary>One message in a hundred is published with the body of another.</summary>
    SwapBodies,

    /// <summary>Messages are published without their ordering key.</summary>
    DropKeyOrder,

    /// <summary>One delivery in a hundred is handed to a second receiver as well.</summary>
    DeliverTwice,

    /// <summary>One acknowledged message in a hundred is published again.</summary>
    BringBack,

    /// <summary>A settlement with the token of an ended lease is answered as if it had been accepted.</summary>
    AcceptStale,

    /// <summary>The handler does not ask its inbox.</summary>
    SkipInbox,

    /// <summary>Bytes in the middle of the file change while nobody runs.</summary>
    DamageFile,

    /// <summary>Files are not synced, and the power is cut.</summary>
    SkipSync,
}
