namespace Messaging;

/// <summary>
/// Thrown by a handler when something it calls gives no useful answer (connection refused, timeout, 5xx). The message is
/// retried until it is back; its deliveries are counted but not limited. Several in a row open the queue's circuit for this
/// downstream: see <see cref="RecoveryOptions.CircuitOpensAfter"/>.
/// </summary>
/// <param name="downstream">What is unavailable, for example <c>payments</c>.</param>
/// <param name="message">What happened.</param>
/// <param name="inner">The exception of the call.</param>
public sealed class DownstreamUnavailableException(string downstream, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What is unavailable.</summary>
    public string Downstream { get; } = downstream;

    /// <summary>
    /// When it said it would be back, for example in a <c>Retry-After</c> header; null, the default, when it said nothing. It
    /// is not tried before, but for <see cref="RecoveryOptions.DelayMax"/> at most.
    /// </summary>
    public DateTimeOffset? AvailableAt { get; init; }
}
