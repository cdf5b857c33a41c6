using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Messaging;

/// <summary>Counts and durations. Each method does nothing, and allocates nothing, while nobody listens to its instrument.</summary>
internal static class MessagingMetrics
{
    private static readonly Meter _meter = new(MessagingTelemetry.Name, typeof(MessagingMetrics).Assembly.GetName().Version?.ToString());

    private static readonly Counter<long> _sent = _meter.CreateCounter<long>(
        "messaging.client.sent.messages", "{message}", "Messages that were handed to the broker and confirmed, or refused.");

    private static readonly Counter<long> _consumed = _meter.CreateCounter<long>(
        "messaging.client.consumed.messages", "{message}", "Messages that were delivered to a consumer.");

    // The boundaries that the conventions advise, in seconds, with four shorter ones: a handler that only writes a row is done within a millisecond.
    private static readonly Histogram<double> _process = _meter.CreateHistogram(
        "messaging.process.duration",
        "s",
        "How long handling a message took.",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
        });

    private static readonly Counter<long> _retries = _meter.CreateCounter<long>(
        "portal.messaging.retries", "{message}", "Deliveries that failed and will be tried again.");

    private static readonly Counter<long> _deadLetters = _meter.CreateCounter<long>(
        "portal.messaging.dead_letters", "{message}", "Messages that consumers gave up.");

    /// <summary>Whether somebody listens to what is sent.</summary>
    public static bool CountsSent => _sent.Enabled;

    /// <summary>A message was sent; with <paramref name="error"/>, in vain.</summary>
    public static void Sent(string destination, Exception? error = null)
    {
        var tags = Tags(destination);
        tags.Add(Attributes.OperationName, Attributes.Send);
        if (error is not null)
            tags.Add(Attributes.ErrorType, error.GetType().FullName);
        _sent.Add(1, tags);
    }

    /// <summary>When the handling began, for <see cref="Processed"/>; 0 while nobody listens.</summary>
    public static long ProcessStarted(TimeProvider time) => _process.Enabled ? time.GetTimestamp() : 0;

    /// <summary>A delivery came and was handled, well or not.</summary>
    public static void Processed(string queue, Delivery delivery, HandlingResult result, long started, TimeProvider time)
    {
        if (!_process.Enabled && !_consumed.Enabled)
            return;
        var tags = Tags(queue);
        tags.Add(Attributes.OperationName, Attributes.Process);
        tags.Add(Attributes.MessageType, delivery.Message.Type);
        if (result.ErrorType is { } error)
            tags.Add(Attributes.ErrorType, error);
        _consumed.Add(1, tags);

        // Somebody may have begun to listen meanwhile.
        if (started != 0)
            _process.Record(time.GetElapsedTime(started).TotalSeconds, tags);
    }

    /// <summary>A delivery failed and will be tried again.</summary>
    public static void Retried(string queue, string type, Exception exception)
    {
        if (!_retries.Enabled)
            return;
        var tags = Tags(queue);
        tags.Add(Attributes.MessageType, type);
        tags.Add(Attributes.ErrorType, exception.GetType().FullName);
        _retries.Add(1, tags);
    }

    /// <summary>A consumer gave a message up.</summary>
    public static void DeadLettered(string queue, string type, string reason)
    {
        if (!_deadLetters.Enabled)
            return;
        var tags = Tags(queue);
        tags.Add(Attributes.MessageType, type);
        tags.Add(Attributes.Reason, reason);
        _deadLetters.Add(1, tags);
    }

    private static TagList Tags(string destination) => new()
    {
        { Attributes.System, MessagingTelemetry.System },
        { Attributes.Destination, destination },
    };
}
