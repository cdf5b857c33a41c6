namespace Messaging;

/// <summary>What happened to a message.</summary>
public enum BrokerEventKind : byte
{
    /// <summary>It was stored in a queue.</summary>
    Published,

    /// <summary>It was leased to a receiver.</summary>
    Delivered,

    /// <summary>It was handled and deleted.</summary>
    Acknowledged,

    /// <summary>A delivery failed; it will be delivered again.</summary>
    Retried,

    /// <summary>It became a dead letter.</summary>
    DeadLettered,

    /// <summary>A dead letter was put back into a queue.</summary>
    Replayed,

    /// <summary>It was not delivered in its time, and was removed.</summary>
    Expired,

    /// <summary>It was published again within the queue's dedupe window, and not stored.</summary>
    Duplicate,

    /// <summary>An event that no subscription wanted.</summary>
    Unroutable,

    /// <summary>It was deleted with everything else in its queue.</summary>
    Purged,
}
