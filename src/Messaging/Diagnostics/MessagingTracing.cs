using System.Diagnostics;

namespace Messaging;

/// <summary>
/// The spans of a message's way. <c>send</c> is made where the message is, so that its headers carry it; through outbox and
/// broker the headers travel along; <c>process</c> is its child at the consumer, and the parent of whatever the handler sends. A relay's
/// <c>send</c> is linked to the messages it carries: it is caused by a commit, and not by any one of them.
/// </summary>
internal static class MessagingTracing
{
    private const int MaxLinks = 128;

    private static readonly ActivitySource _source =
        new(MessagingTelemetry.Name, typeof(MessagingTracing).Assembly.GetName().Version?.ToString());

    /// <summary>Begin it before the message's headers are made; null while nobody listens.</summary>
    public static Activity? StartSend(Destination destination)
    {
        if (!_source.HasListeners())
            return null;
        var activity = _source.StartActivity("send " + destination.Name, ActivityKind.Producer);
        return activity is { IsAllDataRequested: true } ? Describe(activity, destination.Name, Attributes.Send) : activity;
    }

    /// <summary>What is known of the message by now; for the span of <see cref="StartSend"/>.</summary>
    public static void Describe(Activity? activity, Message message)
    {
        if (activity is { IsAllDataRequested: true })
            SetMessage(activity, message);
    }

    /// <summary>The way of messages from an outbox to the broker; null while nobody listens.</summary>
    public static Activity? StartRelay(string outbox, IReadOnlyList<OutgoingMessage> messages)
    {
        if (!_source.HasListeners())
            return null;
        var links = new List<ActivityLink>();
        for (var i = 0; i < messages.Count && links.Count < MaxLinks; i++)
        {
            if (TraceContext.TryRead(messages[i].Message, out var context))
                links.Add(new ActivityLink(context));
        }

        var activity = _source.StartActivity(ActivityKind.Client, parentContext: default, links: links, name: "send " + outbox);
        if (activity is not { IsAllDataRequested: true })
            return activity;
        activity.SetTag(Attributes.BatchCount, messages.Count);
        return Describe(activity, outbox, Attributes.Send);
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
