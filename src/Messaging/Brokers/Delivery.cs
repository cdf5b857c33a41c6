using Messaging.Embedded;

namespace Messaging;

/// <summary>A message under lease.</summary>
public sealed class Delivery
{
    private string? _leaseToken;

    /// <param name="queue">The queue it came from.</param>
    /// <param name="leaseToken">Settles and renews the lease.</param>
    /// <param name="message">The message.</param>
    /// <param name="deliveryCount">Which delivery this is, from 1, over the message's whole history.</param>
    /// <param name="attempt">Which attempt of the present allowance this is, from 1.</param>
    public Delivery(string queue, string leaseToken, Message message, int deliveryCount, int attempt)
        : this(queue, message, deliveryCount, attempt) => _leaseToken = leaseToken;

    internal Delivery(string queue, LeaseToken lease, Message message, int deliveryCount, int attempt)
        : this(queue, message, deliveryCount, attempt) => Lease = lease;

    private Delivery(string queue, Message message, int deliveryCount, int attempt)
    {
        Queue = queue;
        Message = message;
        DeliveryCount = deliveryCount;
        Attempt = attempt;
    }

    /// <summary>The queue it came from.</summary>
    public string Queue { get; }

    /// <summary>Settles and renews the lease; a fencing token: worth nothing once the lease has ended.</summary>
    public string LeaseToken => _leaseToken ??= Lease.ToString();

    /// <summary>The message.</summary>
    public Message Message { get; }

    /// <summary>Which delivery this is, from 1, over the message's whole history.</summary>
    public int DeliveryCount { get; }

    /// <summary>Which attempt of the present allowance this is, from 1; a replay starts a new allowance.</summary>
    public int Attempt { get; }

    /// <summary>The token before anybody asked for its text; empty for a delivery of another broker.</summary>
    internal LeaseToken Lease { get; }
}
