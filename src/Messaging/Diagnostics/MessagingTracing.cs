using System.Diagnostics;

namespace Messaging;

/// <summary>
/// The spans of a message's way: whatever made it, <c>send</c> when it is handed to the broker, <c>process</c> at the consumer, and
/// then <c>send</c> of whatever the handler sends. Each is the child of the one before; the headers carry it on.
/// </summary>
internal static class MessagingTracing
{
    private static readonly ActivitySource _source =
        new(MessagingTelemetry.Name, typeof(MessagingTracing).Assembly.GetName().Version?.ToString());

    /// <summary>Whether somebody listens.</summary>
    public static bool IsOn => _source.HasListeners();

    /// <summary>
    /// The sending of one message. Its parent is the trace in which the message was made, which for one from an outbox was
    /// long ago and elsewhere; else the present one. Null when it is not sampled.
    /// </summary>
    public static Activity? StartSend(OutgoingMessage outgoing)
    {
        var (destination, message, _) = outgoing;
        if (!TraceContext.TryRead(message, out var parent) && Activity.Current is { } current)
            parent = current.Context;
        var activity = _source.StartActivity("send " + destination.Name, ActivityKind.Producer, parent);
        if (activity is not { IsAllDataRequested: true })
            return activity;
        SetMessage(activity, message);
        return Describe(activity, destination.Name, Attributes.Send);
    }

    /// <summary>The handling of one delivery; null while nobody listens.</summary>
    public static Activity? StartProcess(string queue, Delivery delivery)
    {
        if (!_source.HasListeners())
            return null;
        TraceContext.TryRead(delivery.Message, out var parent);
        var activity = _source.StartActivity("process " + queue, ActivityKind.Consumer, parent);
        if (activity is not { IsAllDataRequested: true })
            return activity;
        SetMessage(activity, delivery.Message);
        activity.SetTag(Attributes.DeliveryCount, delivery.DeliveryCount);
        return Describe(activity, queue, Attributes.Process);
    }

    /// <summary>How it ended.</summary>
    public static void Ended(Activity? activity, HandlingResult result)
    {
        if (activity is not null && result.ErrorType is { } error)
            Fail(activity, error, result.Exception);
    }

    /// <summary>It ended by an exception.</summary>
    public static void Failed(Activity? activity, Exception exception)
    {
        if (activity is not null)
            Fail(activity, exception.GetType().FullName!, exception);
    }

    private static void Fail(Activity activity, string error, Exception? exception)
    {
        activity.SetTag(Attributes.ErrorType, error);
        activity.SetStatus(ActivityStatusCode.Error, exception?.Message);
        if (exception is not null)
            activity.AddException(exception);
    }

    private static Activity Describe(Activity activity, string destination, string operation) => activity
        .SetTag(Attributes.System, MessagingTelemetry.System)
        .SetTag(Attributes.Destination, destination)
        .SetTag(Attributes.OperationType, operation)
        .SetTag(Attributes.OperationName, operation);

    private static void SetMessage(Activity activity, Message message) => activity
        .SetTag(Attributes.MessageId, message.Id)
        .SetTag(Attributes.ConversationId, message.CorrelationId)
        .SetTag(Attributes.MessageType, message.Type)
        .SetTag(Attributes.BodySize, message.Body.Length);
}
