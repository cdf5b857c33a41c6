namespace Bench;

/// <summary>How an event comes to ten queues.</summary>
internal enum FanoutWay
{
    /// <summary>Published once to a topic with ten subscriptions.</summary>
    Topic,

    /// <summary>Sent ten times, one call each.</summary>
    TenCalls,

    /// <summary>Sent to ten queues in one call, which is one transaction.</summary>
    OneCall,
}
