namespace Messaging.Embedded;

/// <summary>What a queue counts. Guarded by its lock.</summary>
internal record struct QueueCounts
{
    /// <summary>Messages in <c>ready_N</c>, leased ones and delayed heads of keys included.</summary>
    public long Ready { get; set; }

    /// <summary>Messages in <c>delayed_N</c>.</summary>
    public long Delayed { get; set; }

    public long DeadLettered { get; set; }

    public long Published { get; set; }

    public long Acknowledged { get; set; }

    public long Expired { get; set; }

    public long Duplicates { get; set; }

    public long Failed { get; set; }
}
