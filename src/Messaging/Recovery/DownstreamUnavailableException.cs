namespace Messaging;

/// <summary>
/// Thrown by a handler when something it calls gives no useful answer (connection refused, timeout, 5xx). The message is
/// retried until it is back; its attempts are counted but not limited.
/// </summary>
/// <param name="downstream">What is unavailable, for example <c>payments</c>.</param>
/// <param name="message">What happened.</param>
/// <param name="inner">The exception of the call.</param>
public sealed class DownstreamUnavailableException(string downstream, string message, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What is unavailable.</summary>
    public string Downstream { get; } = downstream;
}
